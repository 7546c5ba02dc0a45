using Leeway.AspNetCore.Forge;
using Leeway.AspNetCore.Webhooks;
using Leeway.Jira;
using Leeway.Simulator;
using Leeway.Simulator.Faults;
using Leeway.Simulator.Forge;
using Leeway.Simulator.Webhooks;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Leeway.AspNetCore.Tests.Simulator;

/// <summary>The examples of the guide about tests that need ASP.NET Core. They are the code of these tests.</summary>
public sealed class GuideTests
{
    [Fact]
    public async Task WebhookExampleShouldRun()
    {
        // Example: docs/testing-webhooks.md#webhooks
        FakeTimeProvider clock = new(DateTimeOffset.UtcNow);
        AtlassianSimulator atlassian = new(new SimulatorOptions { Time = clock });
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseTestServer();
        builder.Services.AddSingleton<TimeProvider>(clock);
        builder.Services.AddAtlassian(options =>
        {
            options.ClientId = atlassian.App.ClientId;
            options.ClientSecret = atlassian.App.ClientSecret;
        }).AddWebhooks();
        await using WebApplication application = builder.Build();
        TaskCompletionSource<string?> handled = new();
        application.MapAtlassianWebhooks("/hooks", hooks => hooks.On<IssueUpdated>((updated, _, _) =>
        {
            handled.SetResult(updated.Issue?.Key);
            return Task.CompletedTask;
        }));
        await application.StartAsync();

        SimulatedWebhooks webhooks = atlassian.Webhooks;
        webhooks.Transport = application.GetTestServer().CreateHandler();
        webhooks.Register(atlassian.Sites[0], new Uri("https://app.example/hooks"), "project = DEMO", "jira:issue_updated");
        webhooks.Faults.Add(DeliveryFault.LoseAnswer);
        webhooks.Publish(atlassian.Sites[0], "jira:issue_updated", "DEMO-1");
        await webhooks.DeliverDueAsync();

        // The response was lost, so that Jira sends the same delivery again. The handler must not run again: SetResult would throw.
        clock.Advance(TimeSpan.FromMinutes(15));
        await webhooks.DeliverDueAsync();
        Assert.Equal("DEMO-1", await handled.Task);
        Assert.Equal(DeliveryState.Delivered, webhooks.Deliveries[0].State);
        Assert.Equal(2, webhooks.Deliveries[0].Attempts.Count);
        // End
    }

    [Fact]
    public async Task HostExampleShouldRun()
    {
        CancellationToken stopping = new(canceled: true);

        // Example: docs/testing-webhooks.md#while-you-develop
        AtlassianSimulator atlassian = new(new SimulatorOptions { ShowsControlPage = true });
        await using SimulatorHost host = await SimulatorHost.StartAsync(atlassian);
        using SocketsHttpHandler transport = new();
        atlassian.Webhooks.Transport = transport;
        await atlassian.Webhooks.RunAsync(stopping);
        // End

        using HttpClient browser = new();
        Assert.Contains("<h1>Webhooks</h1>", await browser.GetStringAsync(new Uri(atlassian.AuthorizationOrigin, "/simulator")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task ForgeExampleShouldRun()
    {
        // Example: docs/testing-webhooks.md#forge-remote
        AtlassianSimulator atlassian = new();
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseTestServer();
        builder.Services.AddAuthentication().AddForgeRemote(options =>
        {
            options.AppId = atlassian.Forge.AppId;
            options.KeysAddress = atlassian.Forge.KeysAddress;
            options.BackchannelHttpHandler = new SimulatorHandler(atlassian);
            options.ApiHosts.Add(atlassian.GatewayOrigin.Authority);
        });
        builder.Services.AddAuthorization();
        builder.Services.AddAtlassian(options => options.Login = AtlassianLogin.PerCall).UseTransport(_ => new SimulatorHandler(atlassian)).AddJira();
        await using WebApplication application = builder.Build();
        application.MapPost("/panel", async (ForgeInvocation invocation, IJiraClient jira) =>
                (await jira.WithSettings(invocation.AsUser()).Myself.GetCurrentUserAsync()).DisplayName)
            .RequireAuthorization(policy => policy.AddAuthenticationSchemes(ForgeRemoteDefaults.AuthenticationScheme).RequireAuthenticatedUser());
        await application.StartAsync();

        using HttpRequestMessage request = atlassian.Forge.CreateRequest(HttpMethod.Post, "/panel", new SimulatedInvocation { User = atlassian.Account });
        using HttpResponseMessage response = await application.GetTestClient().SendAsync(request);
        Assert.Equal("Ada Example", await response.Content.ReadAsStringAsync());
        // End
    }
}
