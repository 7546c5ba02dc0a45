using System.ComponentModel;
using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Leeway.Generated;
using Leeway.Http.Resilience;
using Leeway.Json;
using Polly.Timeout;

namespace Leeway.Calls;

/// <summary>Sends the requests that generated clients build, and reads the responses.</summary>
/// <remarks>
/// The caller knows neither the site nor the login: the handlers below it add both. Thread-safe; it lives as long as its handlers.
/// <para>
/// A call throws <see cref="AtlassianApiException"/> if the response is an error, <see cref="UnreadableSuccessException"/> if it is a
/// success that cannot be read, <see cref="NoResponseException"/> if no complete response arrived (<see cref="CallTimeoutException"/>
/// if it did not arrive in time), <see cref="GrantException"/> if there is no token to send, <see cref="SiteSelectionException"/> if the
/// site cannot be determined, and <see cref="OperationCanceledException"/> if the caller canceled it. All but the last derive from
/// <see cref="LeewayException"/>.
/// </para>
/// </remarks>
public sealed class AtlassianCaller
{
    internal const int DefaultMaxResponseBytes = 64 * 1024 * 1024;

    /// <summary>One byte below the largest array, so that the byte that exceeds the limit can be read.</summary>
    internal const int MaxBufferBytes = 0x7FFFFFC6;

    private static readonly MediaTypeWithQualityHeaderValue s_json = new("application/json");
    private static readonly MediaTypeWithQualityHeaderValue s_anything = new("*/*");

    // The path is encoded already. Canonicalization would decode and shorten it.
    private static readonly UriCreationOptions s_verbatim = new() { DangerousDisablePathAndQueryCanonicalization = true };

    private readonly HttpMessageInvoker _invoker;
    private readonly JsonModelOptions _json;
    private readonly BodyTimeLimit? _bodies;
    private readonly CallRepetition? _repetition;
    private readonly CallSettings? _settings;
    private readonly AtlassianLogin? _login;

    /// <summary>Initializes a caller.</summary>
    /// <param name="invoker">
    /// Sends the requests. Their addresses are relative to the site. If it is an <see cref="HttpClient"/>, its
    /// <see cref="HttpClient.BaseAddress"/> is the site, and its path is kept, as in
    /// <c>https://api.atlassian.com/ex/jira/{cloudId}</c>. Its own handlers must then add the login.
    /// </param>
    /// <param name="json">How responses are read; null for <see cref="JsonModelOptions.Default"/>.</param>
    public AtlassianCaller(HttpMessageInvoker invoker, JsonModelOptions? json = null)
    {
        ArgumentNullException.ThrowIfNull(invoker);
        _invoker = invoker;
        _json = json ?? JsonModelOptions.Default;
    }

    /// <param name="invoker">Sends the requests.</param>
    /// <param name="json">How responses are read.</param>
    /// <param name="bodies">The time limit of bodies; null for no limit.</param>
    /// <param name="repetition">Repeats reads whose response breaks off; null to repeat nothing.</param>
    /// <param name="login">The login that the handlers add, for the advice in exceptions; null if it is not known.</param>
    internal AtlassianCaller(
        HttpMessageInvoker invoker, JsonModelOptions json, BodyTimeLimit? bodies, CallRepetition? repetition = null, AtlassianLogin? login = null)
        : this(invoker, json)
    {
        _bodies = bodies;
        _repetition = repetition;
        _login = login;
    }

    private AtlassianCaller(AtlassianCaller caller, CallSettings settings)
    {
        _invoker = caller._invoker;
        _json = caller._json;
        _bodies = caller._bodies;
        _repetition = caller._repetition;
        _login = caller._login;
        MaxResponseBytes = caller.MaxResponseBytes;
        _settings = settings.Over(caller._settings);
    }

    /// <summary>
    /// The maximum size of a response body that is read into memory, in bytes after decompression. See
    /// <see cref="AtlassianOptions.MaxResponseBytes"/>.
    /// </summary>
    /// <value>The default is 64 MB (67,108,864).</value>
    /// <exception cref="ArgumentOutOfRangeException">The value is not positive, or is larger than an array can be.</exception>
    public int MaxResponseBytes
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfNegativeOrZero(value);
            ArgumentOutOfRangeException.ThrowIfGreaterThan(value, MaxBufferBytes);
            field = value;
        }
    }
    = DefaultMaxResponseBytes;

    /// <summary>Creates a caller that uses these settings, and this caller's settings for members that are not set.</summary>
    /// <param name="settings">The settings.</param>
    /// <exception cref="ArgumentException">The settings have a header that the login sets.</exception>
    public AtlassianCaller WithSettings(CallSettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        return _login is { Kind: LoginKind.ApiKey } login && settings.Headers.ContainsKey(login.Header)
            ? throw new ArgumentException($"The login sets the header {login.Header} itself, so it cannot be replaced.", nameof(settings))
            : new AtlassianCaller(this, settings);
    }

    /// <summary>Sends a request whose response has no value.</summary>
    /// <param name="request">The request. It is disposed of.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <exception cref="AtlassianApiException">The status is neither 2xx nor one that the document declares as success.</exception>
    /// <exception cref="GrantException">
    /// There is no token to send: the user must consent again, or the token is unavailable for now.
    /// </exception>
    /// <exception cref="SiteSelectionException">The grant does not reach the site, or reaches several and none is chosen.</exception>
    /// <exception cref="NoResponseException">
    /// No complete response arrived: the host is unknown or cannot be reached, or the connection broke. It is a
    /// <see cref="CallTimeoutException"/> if the response did not arrive in time.
    /// </exception>
    /// <exception cref="OperationCanceledException">The call was canceled.</exception>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public async Task SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        using (request)
        {
            OperationDescriptor operation = Prepare(request, s_json);
            try
            {
                using HttpResponseMessage response = await TransmitAsync(request, cancellationToken).ConfigureAwait(false);
                if (!IsSuccess(response, operation))
                {
                    throw await ReadErrorAsync(response, operation, cancellationToken).ConfigureAwait(false);
                }

                if (response.StatusCode != HttpStatusCode.NoContent && response.Content.Headers.ContentLength != 0)
                {
                    await ThrowIfFailedAsync(response, operation, cancellationToken).ConfigureAwait(false);
                }
                else
                {
                    _settings?.Response?.KeepBody([]);
                }

                ResponseBody.RequireDeclared(response, operation, default, _json);
            }
            catch (Exception exception) when (IsOfTransport(exception, cancellationToken))
            {
                throw Explain(exception, request, operation);
            }
        }
    }

    /// <summary>Sends a request whose response is a value.</summary>
    /// <typeparam name="T">The value's type.</typeparam>
    /// <typeparam name="TCodec">The codec that reads the value.</typeparam>
    /// <param name="request">The request. It is disposed of.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <remarks>Any 2xx is a success if its body is the JSON of the value, even if the document does not declare the status.</remarks>
    /// <exception cref="AtlassianApiException">The status is neither 2xx nor one that the document declares as success.</exception>
    /// <exception cref="UnreadableSuccessException">
    /// The server accepted the request, but the body is empty, broke off, or is not the JSON of the value; the inner exception is then a
    /// <see cref="JsonException"/>. It is a <see cref="ResponseTooLargeException"/> if the body is larger than
    /// <see cref="MaxResponseBytes"/>.
    /// </exception>
    /// <exception cref="GrantException">
    /// There is no token to send: the user must consent again, or the token is unavailable for now.
    /// </exception>
    /// <exception cref="SiteSelectionException">The grant does not reach the site, or reaches several and none is chosen.</exception>
    /// <exception cref="NoResponseException">
    /// No complete response arrived: the host is unknown or cannot be reached, or the connection broke. It is a
    /// <see cref="CallTimeoutException"/> if the response did not arrive in time.
    /// </exception>
    /// <exception cref="OperationCanceledException">The call was canceled.</exception>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public Task<T> SendAsync<T, TCodec>(HttpRequestMessage request, CancellationToken cancellationToken)
        where TCodec : struct, IJsonCodec<T> => SendAndReadAsync<T, ValueReader<T, TCodec>>(request, cancellationToken);

    /// <summary>Sends a request whose response is a generated value.</summary>
    /// <inheritdoc cref="SendAsync{T, TCodec}(HttpRequestMessage, CancellationToken)"/>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public Task<T> SendAsync<T>(HttpRequestMessage request, CancellationToken cancellationToken)
        where T : IJsonValue<T> => SendAsync<T, ValueCodec<T>>(request, cancellationToken);

    /// <summary>Sends a request whose response is a generated value, or a success without a value.</summary>
    /// <returns>The value, or null if there is none.</returns>
    /// <inheritdoc cref="SendAsync{T, TCodec}(HttpRequestMessage, CancellationToken)"/>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public Task<T?> SendOptionalAsync<T>(HttpRequestMessage request, CancellationToken cancellationToken)
        where T : class, IJsonValue<T> => SendOptionalAsync<T, ValueCodec<T>>(request, cancellationToken);

    /// <summary>Sends a request whose response is a value, or a success without a value.</summary>
    /// <returns>The value, or the default of its type if there is none.</returns>
    /// <inheritdoc cref="SendAsync{T, TCodec}(HttpRequestMessage, CancellationToken)"/>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public Task<T?> SendOptionalAsync<T, TCodec>(HttpRequestMessage request, CancellationToken cancellationToken)
        where TCodec : struct, IJsonCodec<T> => SendAndReadAsync<T?, OptionalValueReader<T, TCodec>>(request, cancellationToken);

    /// <summary>Sends a request whose response is text: the value of a JSON string, or the whole body if it is not JSON.</summary>
    /// <inheritdoc cref="SendAsync{T, TCodec}(HttpRequestMessage, CancellationToken)"/>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public Task<string> SendTextAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
        SendAndReadAsync<string, ResponseTextReader>(request, cancellationToken);

    /// <summary>Sends a request whose response is bytes.</summary>
    /// <param name="request">The request. It is disposed of.</param>
    /// <param name="cancellationToken">Cancels the call. Reads from the stream accept their own tokens.</param>
    /// <returns>The body as it arrives, not buffered: a <see cref="DownloadStream"/>. Disposing of it ends the response.</returns>
    /// <inheritdoc cref="SendAsync(HttpRequestMessage, CancellationToken)"/>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public async Task<Stream> DownloadAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        using (request)
        {
            OperationDescriptor operation = Prepare(request, s_anything);
            request.Options.Set(RedirectAnswer.MayLeaveOrigin, true);
            Uri? address = request.RequestUri;
            HttpResponseMessage? response = null;
            try
            {
                response = await TransmitAsync(request, cancellationToken).ConfigureAwait(false);
                bool isRedirect = _settings?.FollowRedirects == false && RedirectAnswer.IsOne(response.StatusCode) && response.Headers.Location is not null;
                if (!IsSuccess(response, operation) && !(isRedirect && !LoginRefusal.IsOne(response, operation)))
                {
                    throw await ReadErrorAsync(response, operation, cancellationToken).ConfigureAwait(false);
                }

                // Only callers that asked for a part or a redirect receive one, whether or not the document declares it.
                if (!isRedirect && response.StatusCode != HttpStatusCode.PartialContent)
                {
                    ResponseBody.RequireDeclared(response, operation, default, _json);
                }

                Stream body = await response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
                (ReadOnlyMemory<byte> beginning, Exception? failure) = LoginPage.MayReplaceFile(response, operation)
                    ? await ReadBeginningAsync(body, request, response, operation, cancellationToken).ConfigureAwait(false)
                    : default;
                return new DownloadStream(response, body, DownloadResumption.Find(this, request, address, response), beginning, failure);
            }
            catch (Exception exception)
            {
                response?.Dispose();
                if (IsOfTransport(exception, cancellationToken))
                {
                    throw Explain(exception, request, operation);
                }

                throw;
            }
        }
    }

    /// <summary>Sends a request without filling a <see cref="ResponseRecord"/>.</summary>
    internal Task<HttpResponseMessage> SendOnAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
        _invoker is HttpClient client ? TransmitAsync(client, request, cancellationToken) : _invoker.SendAsync(request, cancellationToken);

    private async Task<T> SendAndReadAsync<T, TReader>(HttpRequestMessage request, CancellationToken cancellationToken)
        where TReader : struct, IResponseReader<T>
    {
        using (request)
        {
            OperationDescriptor operation = Prepare(request, TReader.TakesAnything ? s_anything : s_json);
            long startedAt = _repetition is null ? 0 : _repetition.GetTimestamp();
            try
            {
                HttpResponseMessage response = await TransmitAsync(request, cancellationToken).ConfigureAwait(false);
                while (true)
                {
                    Exception failure;
                    try
                    {
                        using PooledBuffer body = await ReadBodyAsync(request, response, operation, cancellationToken).ConfigureAwait(false);
                        T value = TReader.Read(response, operation, body.Memory.Span, _json);
                        if (operation.Paging == PagingStyle.Cursor && value is not null)
                        {
                            NextPageLinks.Remember(value, response);
                        }

                        return value;
                    }
                    catch (Exception exception) when (exception is HttpRequestException or CallTimeoutException && _repetition is not null)
                    {
                        failure = exception;
                    }
                    catch (UnreadableSuccessException exception) when (_repetition is not null && operation.IsReadOnly && JsonSyntax.IsCutOff(exception.Body.Span))
                    {
                        // A connection without a length, or a proxy, can end a body early without an error.
                        failure = PooledBuffer.BrokeOff(exception);
                    }
                    finally
                    {
                        response.Dispose();
                    }

                    // A read whose response broke off is sent again, as often as it may be.
                    Task<HttpResponseMessage> sending = _repetition.GoOnAsync(request, startedAt, failure, cancellationToken);
                    response = await RecordAsync(sending, request).ConfigureAwait(false);
                }
            }
            catch (HttpRequestException exception) when (exception.InnerException is UnreadableSuccessException)
            {
                throw exception.InnerException;
            }
            catch (Exception exception) when (IsOfTransport(exception, cancellationToken))
            {
                throw Explain(exception, request, operation);
            }
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

    private static bool IsSuccess(HttpResponseMessage response, OperationDescriptor operation) =>
        (response.IsSuccessStatusCode || operation.DeclaresSuccess((int)response.StatusCode)) && !LoginRefusal.IsOne(response, operation);

    private async ValueTask<PooledBuffer> ReadBodyAsync(
        HttpRequestMessage request,
        HttpResponseMessage response,
        OperationDescriptor operation,
        CancellationToken cancellationToken)
    {
        if (!IsSuccess(response, operation))
        {
            throw await ReadErrorAsync(response, operation, cancellationToken).ConfigureAwait(false);
        }

        if (response.Content.Headers.ContentLength > MaxResponseBytes)
        {
            throw ErrorAnswer.TooLarge(response, operation, MaxResponseBytes);
        }

        using Deadline deadline = BeginBody(cancellationToken);
        PooledBuffer body = await PooledBuffer.ReadPartAsync(response.Content, MaxResponseBytes + 1, deadline.Token).ConfigureAwait(false);
        if (body.Memory.Length <= MaxResponseBytes)
        {
            _settings?.Response?.KeepBody(body.Memory.Span);
        }

        if (body.Failure is not null || body.Memory.Length > MaxResponseBytes)
        {
            throw Explain(body, request, response, operation, deadline, cancellationToken);
        }

        if (HtmlPage.MayBegin(body.Memory.Span))
        {
            NameLogin(response);
        }

        return body;
    }

    /// <summary>Creates the exception for a body that cannot be read: a read may be sent again, a write was accepted.</summary>
    private Exception Explain(
        PooledBuffer part,
        HttpRequestMessage request,
        HttpResponseMessage response,
        OperationDescriptor operation,
        Deadline deadline,
        CancellationToken cancellationToken)
    {
        using (part)
        {
            if (part.Memory.Length > MaxResponseBytes)
            {
                return ErrorAnswer.TooLarge(response, operation, MaxResponseBytes);
            }

            if (cancellationToken.IsCancellationRequested)
            {
                return new OperationCanceledException(part.Failure!.Message, part.Failure, cancellationToken);
            }

            Exception failure = part.Failure is OperationCanceledException canceled && IsOver(deadline, cancellationToken)
                ? _bodies!.Explain(request, canceled)
                : PooledBuffer.BrokeOff(part.Failure!);
            return !operation.IsReadOnly
                ? ErrorAnswer.Unreadable(response, operation, "its body broke off", part.Memory.Span, failure)
                : failure;
        }
    }

    private async ValueTask<Exception> ReadErrorAsync(
        HttpResponseMessage response, OperationDescriptor operation, CancellationToken cancellationToken)
    {
        using Deadline deadline = BeginBody(cancellationToken);
        using PooledBuffer body = await PooledBuffer.ReadPartAsync(response.Content, ErrorAnswer.MaxBodyBytes, deadline.Token).ConfigureAwait(false);
        _settings?.Response?.KeepBody(body.Memory.Span);
        AtlassianApiException error = ErrorAnswer.Read(NameLogin(response), operation, body.Memory.Span);
        cancellationToken.ThrowIfCancellationRequested();
        return error;
    }

    /// <summary>Examines the body of a method without a value. A body that breaks off or is late does not change the success.</summary>
    /// <exception cref="AtlassianApiException">The body is a login page or an error.</exception>
    private async ValueTask ThrowIfFailedAsync(
        HttpResponseMessage response, OperationDescriptor operation, CancellationToken cancellationToken)
    {
        using Deadline deadline = BeginBody(cancellationToken);
        int limit = _settings?.Response is { KeepsBody: true } ? MaxResponseBytes + 1 : ErrorAnswer.MaxBodyBytes;
        using PooledBuffer body = await PooledBuffer.ReadPartAsync(response.Content, limit, deadline.Token).ConfigureAwait(false);
        if (body.Memory.Length <= MaxResponseBytes)
        {
            _settings?.Response?.KeepBody(body.Memory.Span);
        }

        ReadOnlyMemory<byte> beginning = body.Memory[..Math.Min(body.Memory.Length, ErrorAnswer.MaxBodyBytes)];
        if (HtmlPage.MayBegin(beginning.Span))
        {
            NameLogin(response);
        }

        if (ResponseBody.FindFailure(response, operation, beginning.Span) is { } failure)
        {
            throw failure;
        }
    }

    /// <summary>Reads the start of a download, and more of it if it can be HTML, to detect a login page.</summary>
    /// <returns>The bytes, and why the body broke off after them; null if it did not.</returns>
    private async ValueTask<(ReadOnlyMemory<byte> Bytes, Exception? Failure)> ReadBeginningAsync(
        Stream body,
        HttpRequestMessage request,
        HttpResponseMessage response,
        OperationDescriptor operation,
        CancellationToken cancellationToken)
    {
        byte[] beginning = new byte[256];
        int read = 0;
        Exception? failure = null;
        using Deadline deadline = BeginBody(cancellationToken);
        try
        {
            while (read < LoginPage.MaxBeginning && HtmlPage.MayBegin(beginning.AsSpan(0, read)))
            {
                if (read == beginning.Length)
                {
                    Array.Resize(ref beginning, LoginPage.MaxBeginning);
                }

                int more = await body.ReadAsync(beginning.AsMemory(read), deadline.Token).ConfigureAwait(false);
                if (more == 0)
                {
                    break;
                }

                read += more;
            }
        }
        catch (Exception exception) when (PooledBuffer.IsOfBody(exception))
        {
            // The stream reports what happened to a file, and may request the rest of it.
            failure = HtmlPage.IsType(response.Content) ? throw PooledBuffer.BrokeOff(exception) : exception;
        }
        catch (OperationCanceledException exception) when (IsOver(deadline, cancellationToken))
        {
            throw _bodies!.Explain(request, exception);
        }

        Array.Resize(ref beginning, read);
        return HtmlPage.MayBegin(beginning) && LoginPage.IsOne(response, AnswerText.Decode(response.Content, beginning))
            ? throw ErrorAnswer.Unreadable(NameLogin(response), operation, "its body is a login page", beginning)
            : (beginning, failure);
    }

    /// <summary>Stores the login on the request of a response, for the advice in the exception.</summary>
    private HttpResponseMessage NameLogin(HttpResponseMessage response)
    {
        if ((_settings?.Target is null ? _login : AtlassianLogin.PerCall) is { } login)
        {
            response.RequestMessage?.Options.Set(AtlassianLogin.Key, login);
        }

        return response;
    }

    private Deadline BeginBody(CancellationToken cancellationToken) =>
        _bodies is null ? new Deadline(cancellationToken) : _bodies.Begin(_settings, cancellationToken);

    // Another handler or transport may also cancel.
    private bool IsOver(Deadline deadline, CancellationToken cancellationToken) =>
        _bodies is not null && deadline.Token.IsCancellationRequested && !cancellationToken.IsCancellationRequested;

    /// <summary>Whether an exception is a transport failure, or a cancellation that the caller did not request.</summary>
    private static bool IsOfTransport(Exception exception, CancellationToken cancellationToken) =>
        exception is HttpRequestException or IOException or TimeoutRejectedException
        || (exception is OperationCanceledException && !cancellationToken.IsCancellationRequested);

    private NoResponseException Explain(Exception failure, HttpRequestMessage request, OperationDescriptor operation)
    {
        if (failure is TimeoutRejectedException timeout)
        {
            return new CallTimeoutException(request, timeout.Timeout, !CallTimeoutException.IsOfAttempt(timeout), timeout);
        }

        string? host = CallTimeoutException.FindHost(request);
        int attempts = CallAttempts.Of(request);
        return _invoker is HttpClient client && failure is OperationCanceledException { InnerException: TimeoutException } && !ConnectFailure.IsTimeout(failure)
            ? new CallTimeoutException(request, client.Timeout, isOfWholeCall: true, failure)
            : NoResponseException.Of(
                operation, host, attempts, CallAttempts.MayHaveBeenCarriedOut(request), CallAttempts.MayLastHaveBeenCarriedOut(request), failure);
    }

    private Task<HttpResponseMessage> TransmitAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
        RecordAsync(SendOnAsync(request, cancellationToken), request);

    private Task<HttpResponseMessage> RecordAsync(Task<HttpResponseMessage> response, HttpRequestMessage request) =>
        _settings?.Response is { } record ? RecordAsync(response, request, record) : response;

    private static Task<HttpResponseMessage> TransmitAsync(HttpClient client, HttpRequestMessage request, CancellationToken cancellationToken)
    {
        // Otherwise the client would replace the path of its own address with the path of the call.
        if (request.RequestUri is { IsAbsoluteUri: false } path)
        {
            Uri site = client.BaseAddress ?? throw new InvalidOperationException(
                "The HttpClient has no BaseAddress: set it to the site or server, such as https://api.atlassian.com/ex/jira/{cloudId}.");
            request.RequestUri = new Uri(site.GetLeftPart(UriPartial.Path).TrimEnd('/') + path.OriginalString, s_verbatim);
        }

        // Without this option, the client would buffer the whole body before it returned.
        return client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
    }

    private static async Task<HttpResponseMessage> RecordAsync(
        Task<HttpResponseMessage> sending, HttpRequestMessage request, ResponseRecord record)
    {
        HttpResponseMessage response = await sending.ConfigureAwait(false);
        record.Fill(response, request);
        return response;
    }
}
