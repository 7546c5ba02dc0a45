using System.Net;
using Leeway.Simulator.Gateway;
using Leeway.Simulator.Wire;

namespace Leeway.Runtime.Tests.Simulator;

/// <summary>Where downloads are redirected, also to hostile hosts, and what is recorded about the requests to them.</summary>
public sealed class DownloadRouteTests : IDisposable
{
    private readonly SimulatorVisitor _visitor = new();

    public void Dispose() => _visitor.Dispose();

    [Theory]
    [InlineData(DownloadRoute.Media, "https://media.simulated.example/file/30000/binary?token=media-30000-4")]
    [InlineData(DownloadRoute.SameGateway, "https://api.simulated.example/ex/jira/{cloudId}/rest/api/3/attachment/content/30000?redirect=false")]
    [InlineData(DownloadRoute.Site, "https://leeway-demo.atlassian.net/rest/api/3/attachment/content/30000")]
    [InlineData(DownloadRoute.Stranger, "https://stranger.simulated.example/file/30000/binary?token=media-30000-4")]
    [InlineData(DownloadRoute.PlainHttp, "http://media.simulated.example/file/30000/binary?token=media-30000-4")]
    [InlineData(DownloadRoute.Loop, "https://api.simulated.example/ex/jira/{cloudId}/rest/api/3/attachment/content/30000")]
    [InlineData(DownloadRoute.ManyHops, "https://media.simulated.example/file/30000/binary?token=media-30000-4&hops=5")]
    public async Task DownloadShouldBeRedirectedToTheConfiguredAddress(DownloadRoute route, string location)
    {
        _visitor.Simulator.Gateway.Downloads = route;
        using HttpResponseMessage response = await DownloadAsync();
        Assert.Equal(HttpStatusCode.SeeOther, response.StatusCode);
        Assert.Equal(location.Replace("{cloudId}", _visitor.CloudId, StringComparison.Ordinal), response.Headers.Location!.OriginalString);
    }

    [Fact]
    public async Task FileShouldBeReturnedAtOnceIfConfigured()
    {
        _visitor.Simulator.Gateway.Downloads = DownloadRoute.Direct;
        using HttpResponseMessage response = await DownloadAsync();
        Assert.Equal("file", await response.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task ManyRedirectsShouldEndAtTheFile()
    {
        _visitor.Simulator.Gateway.Downloads = DownloadRoute.ManyHops;
        HttpResponseMessage response = await DownloadAsync();
        Uri address = response.Headers.Location!;
        int redirects = 0;
        while (response.Headers.Location is { } location)
        {
            redirects++;
            address = new Uri(address, location);
            response.Dispose();
            response = await _visitor.Client.GetAsync(address);
        }

        Assert.Equal(6, redirects);
        Assert.Equal("file", await response.Content.ReadAsStringAsync());
        response.Dispose();
    }

    [Fact]
    public async Task RequestsToOtherHostsShouldBeRecorded()
    {
        using HttpRequestMessage leak = new(HttpMethod.Get, new Uri(_visitor.Simulator.StrangerOrigin, "/file?token=t"));
        leak.Headers.TryAddWithoutValidation("Authorization", "Bearer leaked");
        leak.Headers.TryAddWithoutValidation("X-Other", ["a", "b"]);
        using HttpResponseMessage answer = await _visitor.Client.SendAsync(leak);
        await Assert.ThrowsAsync<HttpRequestException>(() => _visitor.Client.GetAsync(new Uri("http://api.simulated.example/me")));

        SimulatedRequest[] sent = [.. _visitor.Simulator.Requests.Where(static request => request.Origin == SimulatedOrigin.Stranger)];
        Assert.Equal(["https://stranger.simulated.example/file?token=t", "http://api.simulated.example/me"], sent.Select(static request => request.Address!.AbsoluteUri));
        Assert.Equal("GET", sent[0].Method);
        Assert.Equal(("Bearer leaked", "a, b"), (sent[0].Headers["Authorization"], sent[0].Headers["X-Other"]));
    }

    private async Task<HttpResponseMessage> DownloadAsync()
    {
        (_, string key) = await _visitor.CreateIssueAsync();
        using MultipartFormDataContent form = new() { { new StringContent("file"), "file", "a.txt" } };
        using HttpResponseMessage added = await _visitor.JiraAsync($"/rest/api/3/issue/{key}/attachments", HttpMethod.Post, form);
        Assert.Equal(HttpStatusCode.OK, added.StatusCode);
        return await _visitor.JiraAsync("/rest/api/3/attachment/content/30000");
    }
}
