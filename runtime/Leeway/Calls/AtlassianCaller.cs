using System.Net;
using System.Net.Http.Headers;

namespace Leeway.Calls;

/// <summary>Sends the requests that generated clients build, and reads the answers.</summary>
/// <remarks>
/// It knows neither site nor login: both are the business of the handlers beneath. Safe for use by many threads; one
/// lives as long as its handlers.
/// </remarks>
public sealed class AtlassianCaller
{
    private static readonly MediaTypeWithQualityHeaderValue s_json = new("application/json");
    private static readonly MediaTypeWithQualityHeaderValue s_anything = new("*/*");

    private readonly HttpMessageInvoker _invoker;

    /// <summary>Makes a caller.</summary>
    /// <param name="invoker">
    /// Sends the requests, whose addresses are relative to the site. An <see cref="HttpClient"/> may be passed; its
    /// <see cref="HttpClient.BaseAddress"/> then stands for the site.
    /// </param>
    public AtlassianCaller(HttpMessageInvoker invoker)
    {
        ArgumentNullException.ThrowIfNull(invoker);
        _invoker = invoker;
    }

    /// <summary>Sends a request whose answer holds no value.</summary>
    /// <param name="request">The request, which is disposed of.</param>
    /// <param name="cancellationToken">Gives the call up.</param>
    /// <exception cref="AtlassianApiException">The status is neither 2xx nor one that the document declares as success.</exception>
    /// <exception cref="HttpRequestException">No answer came.</exception>
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
                throw await ErrorAnswer.ReadAsync(response, operation, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    /// <summary>Sends a request whose answer is bytes.</summary>
    /// <param name="request">The request, which is disposed of.</param>
    /// <param name="cancellationToken">Gives the call up; what is read from the stream takes a token of its own.</param>
    /// <returns>The body as it arrives, without a buffer. Disposing of the stream ends the answer.</returns>
    /// <inheritdoc cref="SendAsync(HttpRequestMessage, CancellationToken)"/>
    public async Task<Stream> DownloadAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        using (request)
        {
            OperationDescriptor operation = Prepare(request, s_anything);
            HttpResponseMessage response = await TransmitAsync(request, cancellationToken).ConfigureAwait(false);
            try
            {
                await RequireDeclaredAsync(response, operation, cancellationToken).ConfigureAwait(false);
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

    private static OperationDescriptor Prepare(HttpRequestMessage request, MediaTypeWithQualityHeaderValue accept)
    {
        if (!request.Options.TryGetValue(OperationDescriptor.Key, out OperationDescriptor? operation))
        {
            throw new ArgumentException("The request has no descriptor: make it with OperationDescriptor.CreateRequest.", nameof(request));
        }

        if (request.Headers.Accept.Count == 0)
        {
            request.Headers.Accept.Add(accept);
        }

        return operation;
    }

    private static async ValueTask RequireDeclaredAsync(
        HttpResponseMessage response,
        OperationDescriptor operation,
        CancellationToken cancellationToken)
    {
        if (!operation.DeclaresSuccess((int)response.StatusCode))
        {
            throw await ErrorAnswer.ReadAsync(response, operation, cancellationToken).ConfigureAwait(false);
        }
    }

    // An HttpClient would read the whole body into memory before it returned.
    private Task<HttpResponseMessage> TransmitAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
        _invoker is HttpClient client
            ? client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken)
            : _invoker.SendAsync(request, cancellationToken);
}
