using System.Net;
using System.Text;

namespace Leeway.AspNetCore.Tests.Forge;

/// <summary>Answers calls to Atlassian, and remembers where they went and with which token.</summary>
internal sealed class RecordingTransport(HttpStatusCode status = HttpStatusCode.OK, string body = """{"key":"ABC-1"}""") : HttpMessageHandler
{
    public List<(string Address, string? Authorization)> Requests { get; } = [];

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        Requests.Add((request.RequestUri!.AbsoluteUri, request.Headers.Authorization?.ToString()));
        return Task.FromResult(new HttpResponseMessage(status)
        {
            RequestMessage = request,
            Content = new StringContent(body, Encoding.UTF8, "application/json"),
        });
    }
}
