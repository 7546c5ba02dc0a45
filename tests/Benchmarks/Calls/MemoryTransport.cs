using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Leeway.Benchmarks.Json;

namespace Leeway.Benchmarks.Calls;

/// <summary>A gateway in memory that responds at once with one user, one page of projects or one site.</summary>
internal sealed class MemoryTransport : HttpMessageHandler
{
    private static readonly MediaTypeHeaderValue s_json = new("application/json") { CharSet = "utf-8" };

    private readonly byte[] _page = ProjectPage.Utf8;
    private readonly byte[] _user = ProjectPage.UserUtf8;
    private readonly byte[] _sites = Encoding.UTF8.GetBytes(
        $$"""[{"id":"{{HandWrittenClient.CloudId}}","url":"https://example.atlassian.net","name":"example","scopes":["read:jira-work"]}]""");

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        string path = request.RequestUri!.AbsolutePath;
        byte[] body = path.EndsWith("/myself", StringComparison.Ordinal) ? _user
            : path.EndsWith("/search", StringComparison.Ordinal) ? _page
            : _sites;
        if (request.Headers.Authorization is null)
        {
            throw new InvalidOperationException("The request has no Authorization header.");
        }

        return Task.FromResult(new HttpResponseMessage(HttpStatusCode.OK)
        {
            RequestMessage = request,
            Content = new ByteArrayContent(body) { Headers = { ContentType = s_json } },
        });
    }
}
