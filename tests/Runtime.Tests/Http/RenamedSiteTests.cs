using System.Net;
using Leeway.Calls;
using Leeway.Generated;
using Leeway.Json;
using Leeway.Runtime.Tests.Grants;

namespace Leeway.Runtime.Tests.Http;

/// <summary>Redirects of a site to another address.</summary>
public sealed class RenamedSiteTests
{
    private static readonly OperationDescriptor s_get = new("get", HttpMethod.Get, "/rest/api/3/things", "jira", "Jira", [200]);
    private static readonly OperationDescriptor s_post = new("post", HttpMethod.Post, "/rest/api/3/things", "jira", "Jira", [201]);

    [Theory]
    [InlineData(301, "https://new.atlassian.net/rest/api/3/things?a=b", "https://new.atlassian.net")]
    [InlineData(308, "https://new.atlassian.net/", "https://new.atlassian.net")]
    [InlineData(302, "https://new.atlassian.net/rest/api/3/things?token=secret", "https://new.atlassian.net")]
    [InlineData(307, "//new.atlassian.net/jira", "https://new.atlassian.net")]
    [InlineData(302, "https://jira.example.com/rest/api/3/things", "https://jira.example.com")]
    [InlineData(301, "https://jira.example.com:8443/x", "https://jira.example.com:8443")]
    public async Task NewAddressShouldBeReportedForEveryCall(int status, string location, string address)
    {
        StubTransport transport = new(request => request.RequestUri!.Host == "old.atlassian.net"
            ? StubTransport.Redirect((HttpStatusCode)status, location)
            : StubTransport.Json(HttpStatusCode.OK, "[]"));
        AtlassianCaller caller = NewCaller(transport);
        Func<Task>[] calls =
        [
            () => caller.SendAsync<RawJson, ValueCodec<RawJson>>(s_get.CreateRequest("/rest/api/3/things?a=b"), CancellationToken.None),
            () => caller.SendAsync<RawJson, ValueCodec<RawJson>>(s_post.CreateRequest(s_post.Route, new ByteArrayContent([])), CancellationToken.None),
            () => caller.SendAsync(s_post.CreateRequest(s_post.Route), CancellationToken.None),
            () => caller.SendTextAsync(s_get.CreateRequest(s_get.Route), CancellationToken.None),
        ];

        foreach (Func<Task> call in calls)
        {
            SiteMovedException error = await Assert.ThrowsAsync<SiteMovedException>(call);
            Assert.Equal(new Uri(address), error.NewAddress);
            Assert.Equal(status, (int)error.Status);
            Assert.Contains($"the site has moved to {address}", error.Message, StringComparison.Ordinal);
            Assert.DoesNotContain("secret", error.ToString(), StringComparison.Ordinal);
        }

        Assert.DoesNotContain(transport.Sent, static sent => sent.Uri.Host != "old.atlassian.net");
    }

    [Fact]
    public async Task NewAddressShouldBeReportedForDownloadsToo()
    {
        StubTransport transport = new(_ => StubTransport.Redirect(HttpStatusCode.Found, "https://new.atlassian.net/rest/api/3/attachment/content/1"));

        SiteMovedException error = await Assert.ThrowsAsync<SiteMovedException>(
            () => NewCaller(transport).DownloadAsync(s_get.CreateRequest("/rest/api/3/attachment/content/1"), CancellationToken.None));

        Assert.Equal("new.atlassian.net", error.NewAddress.Host);
        Assert.Single(transport.Sent);
    }

    [Theory]
    [InlineData("https://www.example.com/elsewhere")]
    [InlineData("http://new.atlassian.net/rest/api/3/things")]
    public async Task OtherRedirectsShouldNotBeMoves(string location)
    {
        AtlassianCaller caller = NewCaller(new StubTransport(_ => StubTransport.Redirect(HttpStatusCode.Found, location)));

        AtlassianApiException error = await Assert.ThrowsAsync<AtlassianApiException>(
            () => caller.SendAsync<RawJson, ValueCodec<RawJson>>(s_get.CreateRequest(s_get.Route), CancellationToken.None));

        Assert.Contains($"The redirect to {new Uri(location).GetLeftPart(UriPartial.Authority)} was not followed", error.Advice, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RedirectToAPageAboutASuspendedSiteShouldBeUnavailable() => await Assert.ThrowsAsync<SiteUnavailableException>(
        () => NewCaller(new StubTransport(_ => StubTransport.Redirect(HttpStatusCode.Found, "https://www.atlassian.com/site-suspended")))
            .SendAsync(s_get.CreateRequest(s_get.Route), CancellationToken.None));

    [Fact]
    public async Task RedirectFromTheGatewayToTheSiteShouldNotBeAMove()
    {
        GrantWorld world = new();
        AtlassianCaller caller = world.NewNode(
            static options =>
            {
                options.Login = AtlassianLogin.BearerToken("token");
                options.Site = "11111111-2222-4333-8444-555555555555";
            },
            new StubTransport(_ => StubTransport.Redirect(HttpStatusCode.Found, "https://example.atlassian.net/rest/api/3/things"))).CreateCaller();

        await Assert.ThrowsAsync<AtlassianApiException>(() => caller.SendAsync(s_get.CreateRequest(s_get.Route), CancellationToken.None));
    }

    private static AtlassianCaller NewCaller(StubTransport transport) => new GrantWorld().NewNode(
        static options =>
        {
            options.Login = AtlassianLogin.ApiToken("ada@example.com", "token");
            options.Site = "https://old.atlassian.net";
        },
        transport).CreateCaller();
}
