using System.Net;
using System.Net.Http.Headers;

namespace Leeway.AspNetCore.Tests.Forge;

/// <summary>Publishes keys, and remembers which addresses were requested.</summary>
internal sealed class ForgeKeyServer : HttpMessageHandler
{
    public const string Commercial = "https://forge.cdn.prod.atlassian-dev.net/.well-known/jwks.json";

    private readonly Lock _lock = new();
    private readonly List<string> _requests = [];

    public Dictionary<string, string> Documents { get; } = [];

    public HttpStatusCode Status { get; set; } = HttpStatusCode.OK;

    public string Charset { get; set; } = "utf-8";

    /// <summary>Whether bodies never arrive after their headers.</summary>
    public bool Stalls { get; set; }

    public IReadOnlyList<string> Requests
    {
        get
        {
            lock (_lock)
            {
                return [.. _requests];
            }
        }
    }

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        string address = request.RequestUri!.AbsoluteUri;
        lock (_lock)
        {
            _requests.Add(address);
        }

        HttpResponseMessage response = Documents.TryGetValue(address, out string? document)
            ? new HttpResponseMessage(Status) { Content = Stalls ? new StalledContent() : new StringContent(document) }
            : new HttpResponseMessage(HttpStatusCode.NotFound);
        response.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json") { CharSet = Charset };
        return Task.FromResult(response);
    }

    private sealed class StalledContent : HttpContent
    {
        protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
            SerializeToStreamAsync(stream, context, CancellationToken.None);

        protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken) =>
            Task.Delay(Timeout.Infinite, cancellationToken);

        protected override bool TryComputeLength(out long length)
        {
            length = 0;
            return false;
        }
    }
}
