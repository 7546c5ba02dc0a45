using System.Net;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using Leeway.Simulator;
using Leeway.Simulator.Authorization;

namespace Leeway.Runtime.Tests.Simulator;

/// <summary>A plain <see cref="HttpClient"/> that is signed in to a simulator, on time that a test advances.</summary>
internal sealed class SimulatorVisitor : IDisposable
{
    private const string Scopes = "read:jira-work write:jira-work read:jira-user manage:jira-configuration manage:jira-project read:servicedesk-request "
        + "read:page:confluence write:page:confluence delete:page:confluence read:space:confluence read:label:confluence "
        + "read:confluence-content.all write:confluence-content offline_access";

    private readonly HttpClient _client;
    private string _accessToken = "";

    public SimulatorVisitor()
    {
        Simulator = new AtlassianSimulator(new SimulatorOptions { Time = Time });
        _client = new HttpClient(new SimulatorHandler(Simulator));
        SignIn();
    }

    public ManualTime Time { get; } = new();

    public AtlassianSimulator Simulator { get; }

    public string CloudId => Simulator.Sites[0].CloudId;

    public HttpClient Client => _client;

    public void SignIn(string scopes = Scopes)
    {
        AuthorizeRequest consent = AuthorizeRequest.From(new Dictionary<string, string>
        {
            ["audience"] = "api.atlassian.com",
            ["client_id"] = Simulator.App.ClientId,
            ["redirect_uri"] = "http://127.0.0.1/callback",
            ["state"] = "s",
            ["response_type"] = "code",
            ["prompt"] = "consent",
            ["scope"] = scopes,
        });
        Uri callback = new(Simulator.Authorization.Authorize(consent).Redirect!);
        TokenAnswer answer = Simulator.Authorization.Exchange(new TokenRequest
        {
            GrantType = "authorization_code",
            ClientId = Simulator.App.ClientId,
            ClientSecret = Simulator.App.ClientSecret,
            Code = System.Web.HttpUtility.ParseQueryString(callback.Query)["code"],
            RedirectUri = "http://127.0.0.1/callback",
        });
        _accessToken = answer.AccessToken!;
    }

    public Task<HttpResponseMessage> JiraAsync(string path, HttpMethod? method = null, HttpContent? content = null, string? cloudId = null) =>
        SendAsync($"/ex/jira/{cloudId ?? CloudId}{path}", method, content);

    public Task<HttpResponseMessage> ConfluenceAsync(string path) => SendAsync($"/ex/confluence/{CloudId}{path}");

    /// <summary>Creates an issue.</summary>
    /// <returns>The id and key of the issue.</returns>
    public async Task<(string Id, string Key)> CreateIssueAsync()
    {
        using HttpResponseMessage created = await JiraAsync(
            "/rest/api/3/issue",
            HttpMethod.Post,
            new StringContent("""{"fields":{"project":{"key":"DEMO"},"summary":"s","issuetype":{"name":"Task"}}}"""));
        JsonNode issue = JsonNode.Parse(await created.Content.ReadAsStringAsync())!;
        return ((string)issue["id"]!, (string)issue["key"]!);
    }

    /// <summary>Calls Jira with a JSON body, and returns the status and the JSON of the response.</summary>
    public async Task<(HttpStatusCode Status, JsonNode? Body)> CallJiraAsync(HttpMethod method, string path, JsonNode? body = null)
    {
        using HttpResponseMessage response = await JiraAsync(path, method, body is null ? null : new StringContent(body.ToJsonString()));
        string text = await response.Content.ReadAsStringAsync();
        return (response.StatusCode, text.Length == 0 ? null : JsonNode.Parse(text));
    }

    /// <summary>Reads JSON from Jira.</summary>
    public async Task<JsonNode> GetJiraAsync(string path)
    {
        (HttpStatusCode status, JsonNode? body) = await CallJiraAsync(HttpMethod.Get, path);
        Assert.Equal(HttpStatusCode.OK, status);
        return body!;
    }

    public async Task<HttpResponseMessage> SendAsync(string path, HttpMethod? method = null, HttpContent? content = null)
    {
        using HttpRequestMessage request = new(method ?? HttpMethod.Get, new Uri(Simulator.GatewayOrigin, path)) { Content = content };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", _accessToken);
        request.Headers.TryAddWithoutValidation("X-Atlassian-Token", "no-check");
        return await _client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
    }

    public void Dispose() => _client.Dispose();
}
