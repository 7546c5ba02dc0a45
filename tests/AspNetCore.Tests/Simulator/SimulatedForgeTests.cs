using System.Net;
using System.Text.Json.Nodes;
using Leeway.AspNetCore.Forge;
using Leeway.Jira;
using Leeway.Simulator;
using Leeway.Simulator.Faults;
using Leeway.Simulator.Forge;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace Leeway.AspNetCore.Tests.Simulator;

/// <summary>An application that the Forge app of the simulator calls.</summary>
public sealed class SimulatedForgeTests : IAsyncLifetime
{
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 11, 29, 12, 0, 0, TimeSpan.Zero));
    private readonly AtlassianSimulator _atlassian;
    private readonly List<string> _events = [];
    private WebApplication _application = null!;
    private HttpClient _client = null!;

    public SimulatedForgeTests() => _atlassian = new AtlassianSimulator(new SimulatorOptions { Time = _time });

    private SimulatedForge Forge => _atlassian.Forge;

    public async ValueTask InitializeAsync()
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseTestServer();
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton<TimeProvider>(_time);
        builder.Services.AddAuthentication().AddForgeRemote(options =>
        {
            options.AppId = Forge.AppId;
            options.KeysAddress = Forge.KeysAddress;
            options.BackchannelHttpHandler = new SimulatorHandler(_atlassian);
            options.ApiHosts.Add(_atlassian.GatewayOrigin.Authority);
        });
        builder.Services.AddAuthorization();
        builder.Services.AddAtlassian(static options => options.Login = AtlassianLogin.PerCall).UseTransport(_ => new SimulatorHandler(_atlassian)).AddJira().AddConfluence();
        _application = builder.Build();
        _application.MapPost("/who", async (ForgeInvocation invocation, IJiraClient jira) => Results.Json(new
        {
            User = invocation.UserToken is null ? null : (await jira.WithSettings(invocation.AsUser("jira")).Myself.GetCurrentUserAsync()).DisplayName,
            App = (await jira.WithSettings(invocation.AsApp("jira")).Myself.GetCurrentUserAsync()).DisplayName,
            invocation.Principal,
            invocation.CloudId,
            invocation.InstallationId,
            Module = invocation.Module!.Key,
        })).RequireAuthorization(static policy => policy.AddAuthenticationSchemes(ForgeRemoteDefaults.AuthenticationScheme).RequireAuthenticatedUser());
        _application.MapForgeEvents("/events", events => events.On("avi:jira:created:issue", (received, _) =>
        {
            _events.Add($"{received.Payload.GetProperty("issue").GetProperty("key").GetString()} {received.Retry?.Count}");
            return Task.CompletedTask;
        }));
        await _application.StartAsync();
        _client = _application.GetTestClient();
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _application.DisposeAsync();
    }

    [Fact]
    public async Task RemoteShouldCallBackWithBothTokens()
    {
        JsonNode answer = await InvokeAsync(new SimulatedInvocation { User = _atlassian.Account, Products = ["confluence", "jira"], ModuleKey = "panel" });
        Assert.Equal(("Ada Example", "Service account"), ((string?)answer["user"], (string?)answer["app"]));
        Assert.Equal((_atlassian.Account.AccountId, _atlassian.Sites[0].CloudId, "panel"), ((string?)answer["principal"], (string?)answer["cloudId"], (string?)answer["module"]));
        Assert.Equal(Forge.Reinstall(), (string?)(await InvokeAsync())["installationId"]);
    }

    [Fact]
    public async Task EventShouldReachItsHandler()
    {
        JsonObject payload = new()
        {
            ["eventType"] = "avi:jira:created:issue", ["issue"] = new JsonObject { ["key"] = "DEMO-1" }, ["retryContext"] = new JsonObject { ["retryCount"] = 1 },
        };
        using HttpRequestMessage request = Forge.CreateRequest(HttpMethod.Post, "/events", body: new JsonObject { ["payload"] = payload });
        using HttpResponseMessage response = await _client.SendAsync(request);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(["DEMO-1 1"], _events);
    }

    [Fact]
    public async Task RotatedKeyShouldBeFetched()
    {
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(Forge.CreateRequest(HttpMethod.Post, "/who")));
        Forge.RotateKey();
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(Forge.CreateRequest(HttpMethod.Post, "/who")));
        _time.Advance(TimeSpan.FromMinutes(5));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(Forge.CreateRequest(HttpMethod.Post, "/who")));
        Assert.Equal(2, _atlassian.Requests.Count(request => request.Path == Forge.KeysAddress.AbsolutePath));
    }

    [Fact]
    public async Task WrongTokensShouldBeRefused()
    {
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(Forge.CreateRequest(HttpMethod.Post, "/who")));
        Forge.AppId += "0";
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(Forge.CreateRequest(HttpMethod.Post, "/who")));
        Forge.AppId = Forge.AppId[..^1];
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(Forge.CreateRequest(HttpMethod.Post, "/who", new SimulatedInvocation { IsolatedCloudLabel = "label" })));
        HttpRequestMessage expired = Forge.CreateRequest(HttpMethod.Post, "/who");
        _time.Advance(TimeSpan.FromSeconds(25 + 30));
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(expired));
    }

    [Fact]
    public async Task MissingKeysShouldNotRefuseTheToken()
    {
        _atlassian.Faults.Add(Fault.HtmlPage(), request => request.Path == Forge.KeysAddress.AbsolutePath);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, await StatusAsync(Forge.CreateRequest(HttpMethod.Post, "/who")));
        _time.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(Forge.CreateRequest(HttpMethod.Post, "/who")));
    }

    private async Task<JsonNode> InvokeAsync(SimulatedInvocation? invocation = null)
    {
        using HttpRequestMessage request = Forge.CreateRequest(HttpMethod.Post, "/who", invocation);
        using HttpResponseMessage response = await _client.SendAsync(request);
        string text = await response.Content.ReadAsStringAsync();
        Assert.True(response.StatusCode == HttpStatusCode.OK, text);
        return JsonNode.Parse(text)!;
    }

    private async Task<HttpStatusCode> StatusAsync(HttpRequestMessage request)
    {
        using (request)
        using (HttpResponseMessage response = await _client.SendAsync(request))
        {
            return response.StatusCode;
        }
    }
}
