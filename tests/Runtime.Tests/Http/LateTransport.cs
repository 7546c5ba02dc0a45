namespace Leeway.Runtime.Tests.Http;

/// <summary>Returns responses later, as a network does, and not before the caller has received the task.</summary>
internal sealed class LateTransport(HttpMessageHandler inner) : DelegatingHandler(inner)
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        await Task.Yield();
        return await base.SendAsync(request, cancellationToken);
    }
}
