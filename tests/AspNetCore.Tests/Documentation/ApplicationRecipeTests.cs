using System.Net;
using Leeway.AspNetCore.Webhooks;
using Leeway.Jira;
using Leeway.Simulator;
using Leeway.Simulator.Faults;
using Leeway.Simulator.Webhooks;
using Leeway.Simulator.Wire;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Leeway.AspNetCore.Tests.Documentation;

/// <summary>The recipes for applications and their tests of <c>docs/cookbook.md</c>.</summary>
public sealed class ApplicationRecipeTests : IAsyncDisposable
{
    private readonly RecipeWorld _world = new();

    public ValueTask DisposeAsync() => _world.DisposeAsync();

    [Fact]
    public async Task UsersOfAWebApplicationShouldBeConnected()
    {
        WebApplicationBuilder builder = CreateBuilder();

        // Example: docs/cookbook.md#connect-the-users-of-a-web-application, runtime/Leeway.AspNetCore/README.md#begin
        builder.Services.AddAtlassian(builder.Configuration.GetSection("Atlassian"))
            .AddSignIn(options => options.UseBrowserGrants())
            .AddJira();

        await using WebApplication app = builder.Build();
        app.MapAtlassianSignIn("/atlassian");
        app.MapGet("/me", async (IJiraClient jira) => (await jira.Myself.GetCurrentUserAsync()).DisplayName).RequireAtlassian();
        // End

        await app.StartAsync();
        using HttpRequestMessage request = new(HttpMethod.Get, "/me");
        request.Headers.Add("Accept", "text/html");
        using HttpResponseMessage response = await app.GetTestServer().CreateClient().SendAsync(request);
        Assert.Equal(HttpStatusCode.SeeOther, response.StatusCode);
        Assert.Equal("/atlassian/connect?returnUrl=%2Fme", response.Headers.Location!.OriginalString);
    }

    [Fact]
    public async Task WebhookShouldBeReceived()
    {
        TaskCompletionSource<string?> announced = new();
        Task AnnounceAsync(string? key)
        {
            announced.TrySetResult(key);
            return Task.CompletedTask;
        }

        WebApplicationBuilder builder = CreateBuilder();

        // Example: docs/cookbook.md#receive-a-webhook
        builder.Services.AddAtlassian(builder.Configuration.GetSection("Atlassian")).AddWebhooks();

        await using WebApplication app = builder.Build();
        app.MapAtlassianWebhooks("/hooks", hooks => hooks.On<IssueUpdated>(async (updated, context, cancellationToken) =>
        {
            if (updated.Changelog?.Find("status") is { ToText: "Done" })
            {
                await AnnounceAsync(updated.Issue?.Key);
            }
        }));
        // End

        await app.StartAsync();
        SimulatedWebhooks webhooks = _world.Atlassian.Webhooks;
        webhooks.Transport = app.GetTestServer().CreateHandler();
        webhooks.Register(_world.Site, new Uri("https://app.example/hooks"), "project = DEMO", "jira:issue_updated");
        await _world.Jira.Issues.TransitionIssueAsync("DEMO-1", "Done");
        await webhooks.DeliverDueAsync();
        Assert.Equal("DEMO-1", await announced.Task.WaitAsync(TimeSpan.FromSeconds(30)));
    }

    [Fact]
    public async Task ApplicationShouldBeTestedWithTheSimulator()
    {
        // Example: docs/cookbook.md#test-an-application-with-the-simulator, runtime/Leeway.Simulator/README.md#begin
        AtlassianSimulator atlassian = new();
        string key = atlassian.Sites[0].Jira.AddIssue("DEMO", "The printer is on fire");
        await using ServiceProvider services = new ServiceCollection()
            .AddAtlassian(options =>
            {
                options.ClientId = atlassian.App.ClientId;
                options.ClientSecret = atlassian.App.ClientSecret;
                options.Login = AtlassianLogin.ServiceAccount;
                options.Endpoints = new AtlassianEndpoints { AuthorizationServer = atlassian.AuthorizationOrigin, Gateway = atlassian.GatewayOrigin };
            })
            .UseTransport(_ => new SimulatorHandler(atlassian))
            .AddJira()
            .Services.BuildServiceProvider();
        IJiraClient jira = services.GetRequiredService<IJiraClient>();

        Issue issue = await jira.Issues.GetIssueAsync(key);
        Assert.Equal("The printer is on fire", issue.Fields?.Summary);

        // The next call fails as if the user had no permission.
        atlassian.Faults.AddForOperation(Fault.Instead(SimulatedResponse.Text(403, "Forbidden")), "GET", "/rest/api/3/issue/{issueIdOrKey}");
        AtlassianApiException refused = await Assert.ThrowsAsync<AtlassianApiException>(() => jira.Issues.GetIssueAsync(key));
        Assert.Equal(HttpStatusCode.Forbidden, refused.Status);
        // End
    }

    /// <summary>Creates the builder of an application whose configuration has the app.</summary>
    private WebApplicationBuilder CreateBuilder()
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseTestServer();
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton<TimeProvider>(_world.Clock);
        builder.Configuration["Atlassian:ClientId"] = _world.Atlassian.App.ClientId;
        builder.Configuration["Atlassian:ClientSecret"] = _world.Atlassian.App.ClientSecret;
        builder.Configuration["Atlassian:RedirectUri"] = "https://app.example/atlassian/callback";
        builder.Configuration["Atlassian:Scopes:0"] = "read:jira-user";
        return builder;
    }
}
