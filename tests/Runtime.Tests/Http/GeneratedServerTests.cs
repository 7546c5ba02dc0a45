using System.Net;
using System.Text.Json.Nodes;
using Leeway.Assets;
using Leeway.Bitbucket;
using Leeway.Http;
using Leeway.Organizations;
using Leeway.Runtime.Tests.Grants;
using Leeway.Runtime.Tests.Http.Rockets;
using Microsoft.Extensions.DependencyInjection;

namespace Leeway.Runtime.Tests.Http;

/// <summary>Generated clients of documents with a server of their own: where their calls go, and with which login.</summary>
public sealed class GeneratedServerTests : IDisposable
{
    private const string CloudId = "11111111-2222-4333-8444-555555555555";
    private const string Gateway = "https://api.simulated.example";
    private const string Workspace = "8aa0a5f2-0b6a-4b5b-9f0c-000000000001";
    private const string Repositories = "https://api.bitbucket.org/2.0/repositories/acme%20inc";

    private readonly GrantWorld _world = new();
    private readonly StubTransport _transport;
    private readonly ServiceCollection _services = new();
    private string? _nextPage;

    public GeneratedServerTests()
    {
        _transport = new StubTransport(Answer);
    }

    public void Dispose() => _transport.Dispose();

    [Fact]
    public async Task BitbucketShouldBeCalledAtItsServerWithTheTokenOfItsRegistration()
    {
        await using ServiceProvider services = BuildBitbucket();
        IBitbucketClient bitbucket = services.GetRequiredService<IBitbucketClient>();

        Page<Bitbucket.Repository> page = await bitbucket.Repositories.ListRepositoriesAsync("acme inc", ListForksRole.Admin, q: "name ~ \"a&b\"", pagelen: 2);

        Assert.Equal("acme/firmware", Assert.Single(page.Values!).FullName);
        (HttpMethod method, Uri uri, string? login, _, _) = Assert.Single(_transport.Sent);
        Assert.Equal(HttpMethod.Get, method);
        Assert.Equal(Repositories + "?role=admin&q=name%20~%20%22a%26b%22&pagelen=2", uri.OriginalString);
        Assert.Equal("Bearer bitbucket-token", login);
    }

    [Theory]
    [InlineData(Repositories + "?pagelen=1&page=2")]
    [InlineData("https://other.example/2.0/repositories/acme%20inc?page=2")]
    [InlineData("https://api.bitbucket.org/2.0/user?page=2")]
    public async Task EnumerationShouldUseOnlyThePageOfALink(string link)
    {
        _nextPage = link;
        await using ServiceProvider services = BuildBitbucket();
        IRepositoriesApi repositories = services.GetRequiredService<IRepositoriesApi>();

        Assert.Equal(2, await repositories.EnumerateRepositoriesAsync("acme inc", sort: "-updated_on").CountAsync(TestContext.Current.CancellationToken));

        Assert.Equal(
            [Repositories + "?sort=-updated_on", Repositories + "?sort=-updated_on&page=2"],
            _transport.Sent.Select(static sent => sent.Uri.OriginalString));
        Assert.All(_transport.Sent, static sent => Assert.Equal("Bearer bitbucket-token", sent.Login));
    }

    [Fact]
    public async Task AssetsShouldBeCalledAtTheGatewayWithTheGrantAndTheIdsOfTheSite()
    {
        string token = (await _world.SignInAsync()).Grant.AccessToken.Reveal();
        AssetsClient assets = new(_world.NewNode(gateway: _transport).CreateCaller());

        await assets.Objects.GetObjectAsync("4/2");
        await assets.Objects.SearchObjectsAsync(new ObjectAQLParams { QlQuery = "Name = \"a\"" }, startAt: 5, includeAttributes: false);

        const string Site = Gateway + "/ex/jira/" + CloudId;
        const string Server = Site + "/jsm/assets/workspace/" + Workspace + "/v1";
        Assert.Equal(
            [
                $"GET {Gateway}/oauth/token/accessible-resources",
                $"GET {Site}/rest/servicedeskapi/assets/workspace",
                $"GET {Server}/object/4%2F2",
                $"POST {Server}/object/aql?startAt=5&includeAttributes=false",
            ],
            _transport.Sent.Select(static sent => $"{sent.Method} {sent.Uri.OriginalString}"));
        Assert.All(_transport.Sent, sent => Assert.Equal("Bearer " + token, sent.Login));
        Assert.Equal("Name = \"a\"", (string?)JsonNode.Parse(_transport.Sent[^1].Body!)!["qlQuery"]);
    }

    [Fact]
    public async Task OrganizationsShouldBeCalledAtTheGatewayWithoutASite()
    {
        AtlassianPipeline node = _world.NewNode(static options => options.Login = AtlassianLogin.BearerToken("organization-key"), _transport);

        await new OrganizationsClient(node.CreateCaller()).Users.GetUsersAsync("7", cursor: "x+y");

        (HttpMethod method, Uri uri, string? login, _, _) = Assert.Single(_transport.Sent);
        Assert.Equal(HttpMethod.Get, method);
        Assert.Equal(Gateway + "/admin/v1/orgs/7/users?cursor=x%2By", uri.OriginalString);
        Assert.Equal("Bearer organization-key", login);
    }

    [Theory]
    [InlineData("https://eu.acme.example", "https://eu.acme.example/v1")]
    [InlineData("https://rockets.internal.example/gateway", "https://rockets.internal.example/gateway")]
    public async Task ThirdPartyShouldBeCalledAtTheServerOfTheOptionsWithItsKey(string configured, string server)
    {
        _services
            .AddAtlassian("rockets", options =>
            {
                options.Server = new Uri(configured);
                options.Login = AtlassianLogin.ApiKey("X-Api-Key", "rocket-key");
            })
            .UseTransport(_ => _transport)
            .AddRockets();
        await using ServiceProvider services = _services.BuildServiceProvider();

        Rocket rocket = await services.GetRequiredService<IRocketsClient>().Rockets.GetRocketAsync("../a", color: "dark red");

        Assert.Equal("Saturn", rocket.Name);
        (HttpMethod method, Uri uri, string? login, string headers, _) = Assert.Single(_transport.Sent);
        Assert.Equal(HttpMethod.Get, method);
        Assert.Equal(server + "/rockets/..%2Fa?color=dark%20red", uri.OriginalString);
        Assert.Null(login);
        Assert.Contains("X-Api-Key: rocket-key", headers, StringComparison.Ordinal);
    }

    private ServiceProvider BuildBitbucket()
    {
        _services.AddAtlassian("bitbucket", static options =>
        {
            options.Server = new Uri("https://api.bitbucket.org/2.0");
            options.Login = AtlassianLogin.BearerToken("bitbucket-token");
        }).UseTransport(_ => _transport);

        // Login="bitbucket" in the project file decides which registration the client uses.
        _services.AddAtlassian(static options => options.Login = AtlassianLogin.BearerToken("atlassian-token")).UseTransport(_ => _transport).AddBitbucket();
        return _services.BuildServiceProvider();
    }

    private HttpResponseMessage Answer(HttpRequestMessage request)
    {
        string path = request.RequestUri!.AbsolutePath;
        return StubTransport.Json(
            HttpStatusCode.OK,
            path == "/oauth/token/accessible-resources" ? $$"""[{"id":"{{CloudId}}","url":"https://leeway-demo.atlassian.net","name":"demo","scopes":["read:jira-work"]}]"""
            : path.EndsWith("/assets/workspace", StringComparison.Ordinal) ? $$"""{"size":1,"start":0,"limit":50,"isLastPage":true,"_links":{},"values":[{"workspaceId":"{{Workspace}}"}]}"""
            : path.StartsWith("/2.0/", StringComparison.Ordinal) ? DescribeRepositories(request.RequestUri.Query)
            : """{"name":"Saturn"}""");
    }

    private string DescribeRepositories(string query)
    {
        bool isFirst = !query.Contains("page=2", StringComparison.Ordinal);
        JsonObject page = new() { ["values"] = new JsonArray(new JsonObject { ["full_name"] = isFirst ? "acme/firmware" : "acme/website" }) };
        if (isFirst && _nextPage is not null)
        {
            page["next"] = _nextPage;
        }

        return page.ToJsonString();
    }
}
