using Leeway.Calls;

namespace Leeway.Http;

/// <summary>
/// The primary handler of an <see cref="HttpClient"/> that uses the pipeline: sends a request to the client's base address as a call, with a
/// path relative to the root of its site or server.
/// </summary>
/// <remarks>The pipeline outlives this handler and is not disposed with it.</remarks>
internal sealed class PipelineHandler(HttpMessageInvoker pipeline, Uri baseAddress, AtlassianLogin login) : HttpMessageHandler
{
    private readonly string _root = baseAddress.GetLeftPart(UriPartial.Authority);

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        string? address = request.RequestUri?.OriginalString;
        if (address?.StartsWith(_root + "/", StringComparison.OrdinalIgnoreCase) != true)
        {
            throw new InvalidOperationException(
                $"The request is for '{request.RequestUri?.GetLeftPart(UriPartial.Authority)}', but the login is added only to calls to {_root}. Do not change the client's BaseAddress.");
        }

        // Checked here, before a handler of the application receives an invalid path.
        if (RequestPath.FindFault(address.AsSpan(_root.Length)) is { } fault)
        {
            throw new InvalidOperationException($"The address of the request cannot be sent: {fault}.");
        }

        request.RequestUri = new Uri(address[_root.Length..], UriKind.Relative);
        request.Options.Set(AtlassianLogin.Key, login);
        return pipeline.SendAsync(request, cancellationToken);
    }
}
