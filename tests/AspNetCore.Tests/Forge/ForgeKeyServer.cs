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
            ? new HttpResponseMessage(Status) { Content = new StringContent(document) }
            : new HttpResponseMessage(HttpStatusCode.NotFound);
        response.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json") { CharSet = Charset };
        return Task.FromResult(response);
    }
}
