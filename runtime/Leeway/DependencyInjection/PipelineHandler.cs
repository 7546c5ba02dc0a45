using Leeway.Calls;

namespace Leeway.Http;

/// <summary>
/// Ends the handlers of an <see cref="HttpClient"/> in the pipeline: what arrives with the gateway's address goes on as a call,
/// with a path from the root of its site.
/// </summary>
/// <remarks>The pipeline lives longer than this, and is not disposed of with it.</remarks>
internal sealed class PipelineHandler(HttpMessageInvoker pipeline, Uri baseAddress, AtlassianLogin login) : HttpMessageHandler
{
    private readonly string _root = baseAddress.GetLeftPart(UriPartial.Authority);

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        string? address = request.RequestUri?.OriginalString;
        if (address?.StartsWith(_root + "/", StringComparison.OrdinalIgnoreCase) != true)
        {
            throw new InvalidOperationException(
                $"The login is added to calls to {_root} alone, and the request is for '{request.RequestUri?.GetLeftPart(UriPartial.Authority)}': leave the client's BaseAddress as it was set.");
        }

        // Said here, before a handler of the application sees a path that leads elsewhere.
        if (RequestPath.FindFault(address.AsSpan(_root.Length)) is { } fault)
        {
            throw new InvalidOperationException($"The address of the request cannot be sent: {fault}.");
        }

        request.RequestUri = new Uri(address[_root.Length..], UriKind.Relative);
        request.Options.Set(AtlassianLogin.Key, login);
        return pipeline.SendAsync(request, cancellationToken);
    }
}
