using System.Text.Json;
using System.Text.Json.Nodes;
using Leeway.Calls;
using Leeway.Http;
using Leeway.Runtime.Tests.Grants;
using Leeway.Simulator.Wire;

namespace Leeway.Runtime.Tests.Simulator;

/// <summary>Bitbucket and Assets of the simulator, as the runtime calls them.</summary>
public sealed class OtherApiTests
{
    private static readonly ServerAddress s_bitbucketServer = new("https://api.bitbucket.org/2.0");
    private static readonly ServerAddress s_assetsServer = new("https://api.atlassian.com/ex/jira/{cloudId}/jsm/assets/workspace/{workspaceId}/v1");
    private static readonly OperationDescriptor s_bitbucket = new("bitbucket", HttpMethod.Get, "/x", "", "Bitbucket", [200], server: s_bitbucketServer);
    private static readonly OperationDescriptor s_object = new("getObject", HttpMethod.Get, "/object/{id}", "", "Assets", [200], server: s_assetsServer);
    private static readonly OperationDescriptor s_search = new("search", HttpMethod.Post, "/object/aql", "", "Assets", [200], server: s_assetsServer);

    private readonly GrantWorld _world = new();

    [Fact]
    public async Task BitbucketShouldServeRepositoriesInPagesThatLinkToTheNext()
    {
        for (int i = 1; i <= 5; i++)
        {
            _world.Simulator.Bitbucket.AddRepository("acme", $"repo-{i}");
        }

        _world.Simulator.Bitbucket.AddRepository("other", "repo-1");
        AtlassianPipeline node = NewBitbucketNode("simulated-bitbucket-token");

        JsonElement first = await ReadAsync(node, "/repositories/acme?pagelen=2&q=a%20b");
        Assert.Equal((5, 1, 2), (first.GetProperty("size").GetInt32(), first.GetProperty("page").GetInt32(), first.GetProperty("values").GetArrayLength()));
        Assert.Equal("acme/repo-1", first.GetProperty("values")[0].GetProperty("full_name").GetString());
        Assert.Equal("https://bitbucket.simulated.example/2.0/repositories/acme?page=2&pagelen=2&q=a%20b", first.GetProperty("next").GetString());

        JsonElement last = await ReadAsync(node, "/repositories/acme?pagelen=2&page=3");
        Assert.Equal(1, last.GetProperty("values").GetArrayLength());
        Assert.False(last.TryGetProperty("next", out _));
        Assert.Equal("repo-2", (await ReadAsync(node, "/repositories/acme/repo-2")).GetProperty("slug").GetString());
        Assert.All(_world.Simulator.Requests, static request => Assert.Equal(SimulatedOrigin.Bitbucket, request.Origin));
    }

    [Fact]
    public async Task BitbucketShouldServePullRequests()
    {
        _world.Simulator.Bitbucket.AddRepository("acme", "repo");
        Assert.Equal(1, _world.Simulator.Bitbucket.AddPullRequest("acme", "repo", "First"));
        Assert.Equal(2, _world.Simulator.Bitbucket.AddPullRequest("acme", "repo", "Second"));
        Assert.Throws<ArgumentException>(() => _world.Simulator.Bitbucket.AddPullRequest("acme", "none", "x"));
        AtlassianPipeline node = NewBitbucketNode("simulated-bitbucket-token");

        JsonElement list = await ReadAsync(node, "/repositories/acme/repo/pullrequests");
        Assert.Equal(["First", "Second"], list.GetProperty("values").EnumerateArray().Select(static pull => pull.GetProperty("title").GetString()));
        Assert.Equal("Second", (await ReadAsync(node, "/repositories/acme/repo/pullrequests/2")).GetProperty("title").GetString());
        NotFoundException missing = await Assert.ThrowsAsync<NotFoundException>(() => ReadAsync(node, "/repositories/acme/repo/pullrequests/3"));
        Assert.Equal(["Pull request not found"], missing.Messages);
        await Assert.ThrowsAsync<NotFoundException>(() => ReadAsync(node, "/repositories/acme/none"));
    }

    [Fact]
    public async Task BitbucketShouldRefuseOtherTokens()
    {
        string token = (await _world.SignInAsync()).Grant.AccessToken.Reveal();
        AuthenticationFailedException exception = await Assert.ThrowsAsync<AuthenticationFailedException>(() => ReadAsync(NewBitbucketNode(token), "/repositories/acme"));
        Assert.Equal(["Token is invalid, expired, or not supported for this endpoint."], exception.Messages);
    }

    [Fact]
    public async Task AssetsShouldServeObjectsAndSearches()
    {
        string id = _world.Simulator.Sites[0].Assets.AddObject("Laptop", "Mia's laptop");
        _world.Simulator.Sites[0].Assets.AddObject("Laptop", "Spare");
        _world.Simulator.Sites[0].Assets.AddObject("Phone", "Mia's phone");
        AtlassianPipeline node = NewAssetsNode("read:servicedesk-request read:cmdb-object:jira");
        await _world.SignInAsync(node);

        Assert.Equal("Mia's laptop", (await ReadAsync(node, $"/object/{id}", s_object)).GetProperty("label").GetString());
        Assert.Equal(["Mia's laptop", "Mia's phone"], await SearchAsync(node, "Name LIKE mia"));
        Assert.Equal(["Spare"], await SearchAsync(node, "objectType = Laptop AND Name = \"spare\""));
        Assert.Equal(["Mia's phone"], await SearchAsync(node, "Key = ITSM-3"));
        await Assert.ThrowsAsync<AtlassianApiException>(() => SearchAsync(node, "Price > 5"));
        await Assert.ThrowsAsync<NotFoundException>(() => ReadAsync(node, "/object/99", s_object));

        // One look-up of the site, and one of its workspace.
        Assert.Single(_world.Simulator.Requests, static request => request.Path.EndsWith("/assets/workspace", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("read:cmdb-object:jira", "getAssetsWorkspaces")]
    [InlineData("read:servicedesk-request", "getObject")]
    public async Task EachCallShouldNeedItsScope(string scopes, string refused)
    {
        string id = _world.Simulator.Sites[0].Assets.AddObject("Laptop", "x");
        AtlassianPipeline node = NewAssetsNode(scopes);
        await _world.SignInAsync(node);
        MissingScopeException exception = await Assert.ThrowsAsync<MissingScopeException>(() => ReadAsync(node, $"/object/{id}", s_object));
        Assert.Equal(refused, exception.OperationId);
    }

    [Fact]
    public async Task SiteShouldBeAbleToHaveNoAssets()
    {
        _world.Simulator.Sites[0].Assets.WorkspaceId = null;
        AtlassianPipeline node = NewAssetsNode("read:servicedesk-request read:cmdb-object:jira");
        await _world.SignInAsync(node);
        await Assert.ThrowsAsync<SiteSelectionException>(() => ReadAsync(node, "/object/1", s_object));
    }

    private AtlassianPipeline NewBitbucketNode(string token) => _world.NewNode(options =>
    {
        options.Login = AtlassianLogin.BearerToken(token);
        options.Server = new Uri(_world.Simulator.BitbucketOrigin, "/2.0");
    });

    private AtlassianPipeline NewAssetsNode(string scopes) => _world.NewNode(options => options.Scopes = [.. scopes.Split(' '), "read:jira-work", "offline_access"]);

    private static Task<JsonElement> ReadAsync(AtlassianPipeline node, string path) => ReadAsync(node, path, s_bitbucket);

    private static async Task<JsonElement> ReadAsync(AtlassianPipeline node, string path, OperationDescriptor operation)
    {
        using Stream stream = await node.CreateCaller().DownloadAsync(operation.CreateRequest(path), CancellationToken.None);
        return (await JsonDocument.ParseAsync(stream)).RootElement;
    }

    private static async Task<string?[]> SearchAsync(AtlassianPipeline node, string query)
    {
        using StringContent body = new(new JsonObject { ["qlQuery"] = query }.ToJsonString(), null, "application/json");
        using Stream stream = await node.CreateCaller().DownloadAsync(s_search.CreateRequest("/object/aql?maxResults=10", body), CancellationToken.None);
        JsonElement page = (await JsonDocument.ParseAsync(stream)).RootElement;
        Assert.True(page.GetProperty("isLast").GetBoolean());
        return [.. page.GetProperty("values").EnumerateArray().Select(static found => found.GetProperty("label").GetString())];
    }
}
