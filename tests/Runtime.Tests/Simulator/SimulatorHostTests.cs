using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using System.Web;
using Leeway.Simulator;
using Leeway.Simulator.Faults;
using Leeway.Simulator.Wire;

namespace Leeway.Runtime.Tests.Simulator;

/// <summary>The simulator as an HTTP client sees it, without our runtime.</summary>
public sealed class SimulatorHostTests : IAsyncLifetime
{
    private readonly HttpClient _client = new(new SocketsHttpHandler { AllowAutoRedirect = false });
    private SimulatorHost? _host;

    private AtlassianSimulator Simulator => _host!.Simulator;

    private string CloudId => Simulator.Sites[0].CloudId;

    public async ValueTask InitializeAsync() => _host = await SimulatorHost.StartAsync(new AtlassianSimulator());

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _host!.DisposeAsync();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task WholeFlowShouldRunOverHttp(bool asForm)
    {
        JsonObject tokens = await SignInAsync(asForm);

        Assert.Equal(3600, (int)tokens["expires_in"]!);
        Assert.Equal("Bearer", (string)tokens["token_type"]!);
        Assert.Equal("read:jira-work write:jira-work read:page:confluence offline_access", (string)tokens["scope"]!);

        JsonArray sites = (JsonArray)JsonNode.Parse(await GetAsync("/oauth/token/accessible-resources", tokens))!;
        Assert.Equal([CloudId, CloudId], sites.Select(static site => (string)site!["id"]!));
        Assert.Equal(
            ["read:jira-work write:jira-work", "read:page:confluence"],
            sites.Select(static site => string.Join(' ', site!["scopes"]!.AsArray().Select(static scope => (string)scope!))));
    }

    [Fact]
    public async Task GatewayShouldRespondAsTheRealOneDoes()
    {
        JsonObject tokens = await SignInAsync();
        string site = $"/ex/jira/{CloudId}";

        using (HttpResponseMessage response = await _client.GetAsync(new Uri(Simulator.GatewayOrigin, $"{site}/rest/api/3/myself")))
        {
            Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
            Assert.Equal("""{"code":401,"message":"Unauthorized"}""", await response.Content.ReadAsStringAsync());
            Assert.Equal("FAILURE_CLIENT_AUTH", response.Headers.GetValues("X-Failure-Category").Single());
        }

        using (HttpResponseMessage response = await SendAsync(HttpMethod.Get, $"{site}/rest/api/3/myself", tokens))
        {
            Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
            Assert.Equal("""{"code":401,"message":"Unauthorized; scope does not match"}""", await response.Content.ReadAsStringAsync());
            Assert.Equal("FAILURE_CLIENT_SCOPE_CHECK", response.Headers.GetValues("X-Failure-Category").Single());
        }

        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync("/ex/jira/other/rest/api/3/issue/1", tokens));
        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync($"{site}/rest/api/3/issue/NONE-1", tokens));
        Simulator.Sites[0].AppIsInstalled = false;
        Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync($"{site}/rest/api/3/issue/NONE-1", tokens));
    }

    [Fact]
    public async Task AttachmentShouldBeReturnedByteForByteFromTheMediaHost()
    {
        JsonObject tokens = await SignInAsync();
        string key = await CreateIssueAsync(tokens);
        byte[] bytes = [.. Enumerable.Range(0, 70_000).Select(static i => (byte)(i * 7))];

        using MultipartFormDataContent form = new() { { new ByteArrayContent(bytes), "file", "noise.bin" } };
        using HttpResponseMessage refused = await SendAsync(
            HttpMethod.Post, $"/ex/jira/{CloudId}/rest/api/3/issue/{key}/attachments", tokens, new StringContent("x"));
        Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);

        using HttpResponseMessage added = await SendAsync(
            HttpMethod.Post, $"/ex/jira/{CloudId}/rest/api/3/issue/{key}/attachments", tokens, form, ("X-Atlassian-Token", "no-check"));
        string id = (string)JsonNode.Parse(await added.Content.ReadAsStringAsync())![0]!["id"]!;

        using HttpResponseMessage redirect = await SendAsync(HttpMethod.Get, $"/ex/jira/{CloudId}/rest/api/3/attachment/content/{id}", tokens);
        Assert.Equal(HttpStatusCode.SeeOther, redirect.StatusCode);
        Assert.Equal(Simulator.MediaOrigin.Authority, redirect.Headers.Location!.Authority);
        Assert.Equal(bytes, await _client.GetByteArrayAsync(redirect.Headers.Location));

        using HttpRequestMessage withLogin = new(HttpMethod.Get, redirect.Headers.Location);
        withLogin.Headers.Authorization = new AuthenticationHeaderValue("Bearer", "leaked");
        using HttpResponseMessage scolded = await _client.SendAsync(withLogin);
        Assert.Equal(HttpStatusCode.BadRequest, scolded.StatusCode);

        using HttpResponseMessage part = await SendAsync(
            HttpMethod.Get, $"/ex/jira/{CloudId}/rest/api/3/attachment/content/{id}?redirect=false", tokens, null, ("Range", "bytes=10-19"));
        Assert.Equal(HttpStatusCode.PartialContent, part.StatusCode);
        Assert.Equal(bytes[10..20], await part.Content.ReadAsByteArrayAsync());
    }

    [Fact]
    public async Task PagesShouldHaveCursorsInLinksToTheSite()
    {
        JsonObject tokens = await SignInAsync();
        List<string> titles = [];
        string query = "limit=10";
        for (int i = 0; i < 3; i++)
        {
            using HttpResponseMessage response = await SendAsync(HttpMethod.Get, $"/ex/confluence/{CloudId}/wiki/api/v2/pages?{query}", tokens);
            JsonNode page = JsonNode.Parse(await response.Content.ReadAsStringAsync())!;
            titles.AddRange(page["results"]!.AsArray().Select(static item => (string)item!["title"]!));
            Assert.Equal("https://leeway-demo.atlassian.net/wiki", (string)page["_links"]!["base"]!);
            string? next = (string?)page["_links"]!["next"];
            Assert.Equal(i < 2, next is not null);
            if (next is not null)
            {
                Assert.StartsWith("/wiki/api/v2/pages?", next, StringComparison.Ordinal);
                Assert.Contains($"<{next}>; rel=\"next\"", response.Headers.GetValues("Link").Single(), StringComparison.Ordinal);
                query = next[(next.IndexOf('?', StringComparison.Ordinal) + 1)..];
            }
        }

        Assert.Equal(Enumerable.Range(1, 23).Select(static i => $"Page {i}"), titles);
    }

    [Fact]
    public async Task DroppedResponseShouldTakeEffectAndBreakTheConnection()
    {
        JsonObject tokens = await SignInAsync();
        Simulator.Faults.AddForTokenEndpoint(Fault.DropAfterCommit);

        await Assert.ThrowsAsync<HttpRequestException>(() => RefreshAsync(tokens));

        Assert.Equal(1, Simulator.Authorization.Exchanges);
        Assert.NotNull((await RefreshAsync(tokens))["refresh_token"]);
        Assert.Equal(2, Simulator.Authorization.Exchanges);
    }

    [Fact]
    public async Task TargetShouldBeKeptUnchanged()
    {
        JsonObject tokens = await SignInAsync();
        await StatusAsync($"/ex/jira/{CloudId}/rest/api/3/issue/a%2Fb%20c", tokens);

        Assert.EndsWith("/issue/a%2Fb%20c", Simulator.Requests[^1].Path, StringComparison.Ordinal);
        Assert.Equal(SimulatedOrigin.Gateway, Simulator.Requests[^1].Origin);
    }

    private async Task<JsonObject> SignInAsync(bool asForm = false)
    {
        string redirectUri = "http://127.0.0.1:5000/callback";
        string query = $"audience=api.atlassian.com&client_id=simulated-client&redirect_uri={Uri.EscapeDataString(redirectUri)}&state=s&response_type=code&prompt=consent"
            + "&scope=read:jira-work%20write:jira-work%20read:page:confluence%20offline_access";
        using HttpResponseMessage consent = await _client.GetAsync(new Uri(Simulator.AuthorizationOrigin, "/authorize?" + query));
        Assert.Equal(HttpStatusCode.Found, consent.StatusCode);
        string code = HttpUtility.ParseQueryString(consent.Headers.Location!.Query)["code"]!;

        Dictionary<string, string> fields = new()
        {
            ["grant_type"] = "authorization_code",
            ["client_id"] = "simulated-client",
            ["client_secret"] = "simulated-secret",
            ["code"] = code,
            ["redirect_uri"] = redirectUri,
        };
        return await PostTokenAsync(asForm ? new FormUrlEncodedContent(fields) : JsonBody(fields));
    }

    private Task<JsonObject> RefreshAsync(JsonObject tokens) => PostTokenAsync(JsonBody(new Dictionary<string, string>
    {
        ["grant_type"] = "refresh_token",
        ["client_id"] = "simulated-client",
        ["client_secret"] = "simulated-secret",
        ["refresh_token"] = (string)tokens["refresh_token"]!,
    }));

    private static StringContent JsonBody(Dictionary<string, string> fields) => new(
        new JsonObject(fields.Select(static f => KeyValuePair.Create<string, JsonNode?>(f.Key, f.Value))).ToJsonString(),
        Encoding.UTF8,
        "application/json");

    private async Task<JsonObject> PostTokenAsync(HttpContent content)
    {
        using HttpResponseMessage response = await _client.PostAsync(new Uri(Simulator.AuthorizationOrigin, "/oauth/token"), content);
        return (JsonObject)JsonNode.Parse(await response.Content.ReadAsStringAsync())!;
    }

    private async Task<string> CreateIssueAsync(JsonObject tokens)
    {
        using HttpResponseMessage created = await SendAsync(
            HttpMethod.Post,
            $"/ex/jira/{CloudId}/rest/api/3/issue",
            tokens,
            new StringContent("""{"fields":{"project":{"key":"DEMO"},"summary":"s","issuetype":{"name":"Task"}}}"""));
        return (string)JsonNode.Parse(await created.Content.ReadAsStringAsync())!["key"]!;
    }

    private async Task<string> GetAsync(string path, JsonObject tokens)
    {
        using HttpResponseMessage response = await SendAsync(HttpMethod.Get, path, tokens);
        return await response.Content.ReadAsStringAsync();
    }

    private async Task<HttpStatusCode> StatusAsync(string path, JsonObject tokens)
    {
        using HttpResponseMessage response = await SendAsync(HttpMethod.Get, path, tokens);
        return response.StatusCode;
    }

    private async Task<HttpResponseMessage> SendAsync(
        HttpMethod method,
        string path,
        JsonObject tokens,
        HttpContent? content = null,
        (string Name, string Value)? header = null)
    {
        using HttpRequestMessage request = new(method, new Uri(Simulator.GatewayOrigin, path)) { Content = content };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", (string)tokens["access_token"]!);
        if (header is { } given)
        {
            request.Headers.TryAddWithoutValidation(given.Name, given.Value);
        }

        return await _client.SendAsync(request);
    }
}
