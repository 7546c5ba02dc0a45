using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Leeway.Http.Resilience;
using Leeway.Json;

namespace Leeway.Calls;

/// <summary>Sends the requests that generated clients build, and reads the answers.</summary>
/// <remarks>
/// It knows neither site nor login: both are the business of the handlers beneath. Safe for use by many threads; one
/// lives as long as its handlers.
/// <para>
/// A call throws <see cref="AtlassianApiException"/> where the answer is an error, <see cref="GrantException"/> where there is no login
/// to send, <see cref="SiteSelectionException"/> where nothing tells which site is meant, <see cref="HttpRequestException"/> or
/// <see cref="CallTimeoutException"/> where no answer came, and <see cref="OperationCanceledException"/> where it was given up.
/// </para>
/// </remarks>
public sealed class AtlassianCaller
{
    private static readonly MediaTypeWithQualityHeaderValue s_json = new("application/json");
    private static readonly MediaTypeWithQualityHeaderValue s_anything = new("*/*");

    // What was encoded stays as it is: canonicalizing would decode and shorten it.
    private static readonly UriCreationOptions s_verbatim = new() { DangerousDisablePathAndQueryCanonicalization = true };

    private readonly HttpMessageInvoker _invoker;
    private readonly JsonModelOptions _json;
    private readonly BodyTimeLimit? _bodies;
    private readonly CallSettings? _settings;

    /// <summary>Makes a caller.</summary>
    /// <param name="invoker">
    /// Sends the requests, whose addresses are relative to the site. An <see cref="HttpClient"/> may be passed; its
    /// <see cref="HttpClient.BaseAddress"/> then stands for the site, and a path that it has is kept, as in
    /// <c>https://api.atlassian.com/ex/jira/{cloudId}</c>. The login is then the business of its own handlers.
    /// </param>
    /// <param name="json">How answers are read; null for <see cref="JsonModelOptions.Default"/>.</param>
    public AtlassianCaller(HttpMessageInvoker invoker, JsonModelOptions? json = null)
    {
        ArgumentNullException.ThrowIfNull(invoker);
        _invoker = invoker;
        _json = json ?? JsonModelOptions.Default;
    }

    internal AtlassianCaller(HttpMessageInvoker invoker, JsonModelOptions json, BodyTimeLimit? bodies)
        : this(invoker, json)
    {
        _bodies = bodies;
    }

    private AtlassianCaller(AtlassianCaller caller, CallSettings settings)
    {
        _invoker = caller._invoker;
        _json = caller._json;
        _bodies = caller._bodies;
        _settings = settings.Over(caller._settings);
    }

    /// <summary>Makes a caller whose calls have these settings, and where they are silent those of this caller.</summary>
    /// <param name="settings">The settings.</param>
    public AtlassianCaller WithSettings(CallSettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        return new AtlassianCaller(this, settings);
    }

    /// <summary>Sends a request whose answer holds no value.</summary>
    /// <param name="request">The request, which is disposed of.</param>
    /// <param name="cancellationToken">Gives the call up.</param>
    /// <exception cref="AtlassianApiException">The status is neither 2xx nor one that the document declares as success.</exception>
    /// <exception cref="GrantException">There is no login to send: the user must consent again, or the token cannot be had for now.</exception>
    /// <exception cref="SiteSelectionException">The grant does not reach the site, or several and none is named.</exception>
    /// <exception cref="HttpRequestException">No answer came.</exception>
    /// <exception cref="CallTimeoutException">No answer came in time.</exception>
    /// <exception cref="OperationCanceledException">The call was given up.</exception>
    public async Task SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        using (request)
        {
            OperationDescriptor operation = Prepare(request, s_json);
            using HttpResponseMessage response = await TransmitAsync(request, cancellationToken).ConfigureAwait(false);

            // Nothing of the answer is read, so any success will do, declared or not.
            if (!response.IsSuccessStatusCode && !operation.DeclaresSuccess((int)response.StatusCode))
            {
                throw await ReadErrorAsync(request, response, operation, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    /// <summary>Sends a request whose answer is a value.</summary>
    /// <typeparam name="T">The value's type.</typeparam>
    /// <typeparam name="TCodec">How it is read.</typeparam>
    /// <param name="request">The request, which is disposed of.</param>
    /// <param name="cancellationToken">Gives the call up.</param>
    /// <exception cref="AtlassianApiException">
    /// The document does not declare the status as success, or the body is empty or not the JSON of the value; the inner
    /// exception is then a <see cref="JsonException"/>.
    /// </exception>
    /// <exception cref="GrantException">There is no login to send: the user must consent again, or the token cannot be had for now.</exception>
    /// <exception cref="SiteSelectionException">The grant does not reach the site, or several and none is named.</exception>
    /// <exception cref="HttpRequestException">No answer came, or it broke off.</exception>
    /// <exception cref="CallTimeoutException">No answer came in time.</exception>
    /// <exception cref="OperationCanceledException">The call was given up.</exception>
    public Task<T> SendAsync<T, TCodec>(HttpRequestMessage request, CancellationToken cancellationToken)
        where TCodec : struct, IJsonCodec<T> => SendAsync<T, TCodec>(request, isOptional: false, cancellationToken)!;

    /// <summary>Sends a request whose answer is a value, or a success without one.</summary>
    /// <returns>The value, or the default of its type where there is none.</returns>
    /// <inheritdoc cref="SendAsync{T, TCodec}(HttpRequestMessage, CancellationToken)"/>
    public Task<T?> SendOptionalAsync<T, TCodec>(HttpRequestMessage request, CancellationToken cancellationToken)
        where TCodec : struct, IJsonCodec<T> => SendAsync<T, TCodec>(request, isOptional: true, cancellationToken);

    /// <summary>Sends a request whose answer is text: a JSON string, or the body as it stands where it is not JSON.</summary>
    /// <inheritdoc cref="SendAsync{T, TCodec}(HttpRequestMessage, CancellationToken)"/>
    public async Task<string> SendTextAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        using (request)
        {
            OperationDescriptor operation = Prepare(request, s_anything);
            using HttpResponseMessage response = await TransmitAsync(request, cancellationToken).ConfigureAwait(false);
            using PooledBuffer body = await ReadAsync(request, response, operation, cancellationToken).ConfigureAwait(false);
            return AnswerText.Unquote(AnswerText.Decode(response.Content, body.Memory.Span));
        }
    }

    /// <summary>Sends a request whose answer is bytes.</summary>
    /// <param name="request">The request, which is disposed of.</param>
    /// <param name="cancellationToken">Gives the call up; what is read from the stream takes a token of its own.</param>
    /// <returns>The body as it arrives, without a buffer: a <see cref="DownloadStream"/>. Disposing of it ends the answer.</returns>
    /// <inheritdoc cref="SendAsync(HttpRequestMessage, CancellationToken)"/>
    public async Task<Stream> DownloadAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        using (request)
        {
            OperationDescriptor operation = Prepare(request, s_anything);
            HttpResponseMessage response = await TransmitAsync(request, cancellationToken).ConfigureAwait(false);
            try
            {
                // A part comes only to a caller that asked for one, whether or not the document says so; a redirect likewise.
                bool isAskedFor = response.StatusCode == HttpStatusCode.PartialContent
                    || (_settings?.FollowRedirects == false && (int)response.StatusCode is >= 300 and < 400 && response.Headers.Location is not null);
                if (!isAskedFor && !operation.DeclaresSuccess((int)response.StatusCode))
                {
                    throw await ReadErrorAsync(request, response, operation, cancellationToken).ConfigureAwait(false);
                }

                Stream body = await response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
                return new DownloadStream(response, body);
            }
            catch
            {
                response.Dispose();
                throw;
            }
        }
    }

    private async Task<T?> SendAsync<T, TCodec>(HttpRequestMessage request, bool isOptional, CancellationToken cancellationToken)
        where TCodec : struct, IJsonCodec<T>
    {
        using (request)
        {
            OperationDescriptor operation = Prepare(request, s_json);
            using HttpResponseMessage response = await TransmitAsync(request, cancellationToken).ConfigureAwait(false);
            using PooledBuffer body = await ReadAsync(request, response, operation, cancellationToken).ConfigureAwait(false);
            return Read<T, TCodec>(response, operation, body.Memory.Span, isOptional);
        }
    }

    private T? Read<T, TCodec>(HttpResponseMessage response, OperationDescriptor operation, ReadOnlySpan<byte> body, bool isOptional)
        where TCodec : struct, IJsonCodec<T>
    {
        ReadOnlySpan<byte> utf8 = AnswerText.ToUtf8(response.Content, body);
        if (utf8.IsEmpty)
        {
            // An operation that may answer with any JSON promises nothing of its body.
            return isOptional || typeof(T) == typeof(RawJson)
                ? default
                : throw ErrorAnswer.Unreadable(response, operation, "its body, which should hold a value, is empty");
        }

        try
        {
            T? value = JsonModelSerializer.Read<T, TCodec>(utf8, _json);
            return value is null && !isOptional ? throw new JsonException("The body is null.") : value;
        }
        catch (JsonException exception)
        {
            throw ErrorAnswer.Unreadable(
                response, operation, "its body is not the JSON that the document promises", body, exception);
        }
    }

    private OperationDescriptor Prepare(HttpRequestMessage request, MediaTypeWithQualityHeaderValue accept)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (!request.Options.TryGetValue(OperationDescriptor.Key, out OperationDescriptor? operation))
        {
            throw new ArgumentException("The request has no descriptor: make it with OperationDescriptor.CreateRequest.", nameof(request));
        }

        if (request.Headers.Accept.Count == 0)
        {
            request.Headers.Accept.Add(accept);
        }

        _settings?.Apply(request);
        return operation;
    }

    private async ValueTask<PooledBuffer> ReadAsync(
        HttpRequestMessage request,
        HttpResponseMessage response,
        OperationDescriptor operation,
        CancellationToken cancellationToken)
    {
        if (!operation.DeclaresSuccess((int)response.StatusCode))
        {
            throw await ReadErrorAsync(request, response, operation, cancellationToken).ConfigureAwait(false);
        }

        using Deadline deadline = BeginBody(cancellationToken);
        try
        {
            return await PooledBuffer.ReadAsync(response.Content, int.MaxValue, deadline.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException exception) when (IsOver(deadline, cancellationToken))
        {
            throw _bodies!.Explain(request, operation, exception);
        }
    }

    private async ValueTask<Exception> ReadErrorAsync(
        HttpRequestMessage request,
        HttpResponseMessage response,
        OperationDescriptor operation,
        CancellationToken cancellationToken)
    {
        using Deadline deadline = BeginBody(cancellationToken);
        try
        {
            return await ErrorAnswer.ReadAsync(response, operation, deadline.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException exception) when (IsOver(deadline, cancellationToken))
        {
            return _bodies!.Explain(request, operation, exception);
        }
    }

    private Deadline BeginBody(CancellationToken cancellationToken) =>
        _bodies is null ? new Deadline(cancellationToken) : _bodies.Begin(_settings, cancellationToken);

    // A transport with a mind of its own may cancel too.
    private bool IsOver(Deadline deadline, CancellationToken cancellationToken) =>
        _bodies is not null && deadline.Token.IsCancellationRequested && !cancellationToken.IsCancellationRequested;

    private Task<HttpResponseMessage> TransmitAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        Task<HttpResponseMessage> response = _invoker is HttpClient client
            ? TransmitAsync(client, request, cancellationToken)
            : _invoker.SendAsync(request, cancellationToken);
        return _settings?.Response is { } record ? RecordAsync(response, request, record) : response;
    }

    private static Task<HttpResponseMessage> TransmitAsync(HttpClient client, HttpRequestMessage request, CancellationToken cancellationToken)
    {
        // Left to itself, the client would put the path of the call in place of that of its own address.
        if (request.RequestUri is { IsAbsoluteUri: false } path)
        {
            Uri site = client.BaseAddress ?? throw new InvalidOperationException(
                "The HttpClient has no BaseAddress: set it to the site, such as https://api.atlassian.com/ex/jira/{cloudId}.");
            request.RequestUri = new Uri(site.GetLeftPart(UriPartial.Path).TrimEnd('/') + path.OriginalString, s_verbatim);
        }

        // It would read the whole body into memory before it returned.
        return client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
    }

    private static async Task<HttpResponseMessage> RecordAsync(
        Task<HttpResponseMessage> answer, HttpRequestMessage request, ResponseRecord record)
    {
        HttpResponseMessage response = await answer.ConfigureAwait(false);
        record.Fill(response, request);
        return response;
    }
}
