using System.Collections.Concurrent;
using System.Net;
using Leeway.AspNetCore.Webhooks;
using Leeway.Grants;
using Leeway.Queries;
using Leeway.Webhooks;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Leeway.AspNetCore.Tests.Webhooks;

/// <summary>What an application that receives webhooks knows of those that it keeps registered.</summary>
public sealed class KeptWebhookTests
{
    private static readonly GrantId s_grant = new("mia");

    private static readonly JiraWebhookDescription s_description = new()
    {
        Url = new Uri("https://app.example/hooks"), JqlFilter = Jql.Query($"project = {"DEMO"}"), Events = ["jira:issue_updated"],
    };

    [Fact]
    public async Task HandlersShouldReceiveTheGrantOfTheKeptWebhook()
    {
        InMemoryKeptWebhookStore records = new();
        KeptWebhook record = new()
        {
            Grant = s_grant, CloudId = "11111111-2222-4333-8444-555555555555", Version = 1, Site = Deliveries.Site, WebhookId = 8, Fingerprint = "digest",
            ExpiresAt = Deliveries.Now.AddDays(30), CheckedAt = Deliveries.Now,
        };
        Assert.True(await records.TrySwapAsync(record, null));
        ConcurrentQueue<GrantId?> grants = [];
        await using WebhookApplication application = await WebhookApplication.StartAsync(
            map: hooks => hooks.On<IssueUpdated>((_, context, _) =>
            {
                grants.Enqueue(context.Grant);
                return Task.CompletedTask;
            }),
            addServices: atlassian => atlassian.KeepJiraWebhook(s_description).StoreKeptWebhooks(_ => records));

        await application.SendAsync(Deliveries.Dynamic(Deliveries.CreateBody("A-1"), "1"));
        await application.SendAsync(Deliveries.Dynamic(Deliveries.CreateBody("A-2", site: "https://other.atlassian.net"), "2"));
        await application.RunDueAsync();

        Assert.Equal([null, s_grant], grants.OrderBy(static grant => grant?.Value, StringComparer.Ordinal));
    }

    [Fact]
    public async Task WebhookThatCannotBeKeptShouldBeDegraded()
    {
        InMemoryGrantStore grants = new(TimeProvider.System);
        Grant grant = new()
        {
            Id = s_grant,
            AccessToken = new AccessToken("access"),
            AccessTokenExpiresAt = Deliveries.Now.AddHours(1),
            RefreshToken = new RefreshToken("refresh"),
            Family = "family",
            Version = 1,
            FamilyStartedAt = Deliveries.Now,
            RotatedAt = Deliveries.Now,
        };
        Assert.True(await grants.TrySwapAsync(grant, null));
        await using WebhookApplication application = await WebhookApplication.StartAsync(addServices: atlassian =>
        {
            atlassian.Services.AddHealthChecks().AddAtlassianWebhooks();
            atlassian.Services.AddSingleton<IGrantStore>(grants);
            atlassian.UseTransport(static _ => new RefusingTransport()).KeepJiraWebhook(s_description);
        });

        await application.Services.GetRequiredService<JiraWebhookKeeper>().CheckAsync(s_grant);
        HealthReport report = await application.Services.GetRequiredService<HealthCheckService>().CheckHealthAsync();

        Assert.Equal(HealthStatus.Degraded, report.Status);
        Assert.Contains("mia", Assert.Single(report.Entries).Value.Description, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SecondWebhookShouldBeRefused()
    {
        InvalidOperationException exception = await Assert.ThrowsAsync<InvalidOperationException>(() => WebhookApplication.StartAsync(
            addServices: static atlassian => atlassian.KeepJiraWebhook(s_description).KeepJiraWebhook(s_description)));

        Assert.Contains("twice", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task DescriptionThatJiraWouldRefuseShouldBeRefused()
    {
        JiraWebhookDescription description = new() { Url = new Uri("http://app.example/hooks"), JqlFilter = s_description.JqlFilter, Events = s_description.Events };

        ArgumentException exception = await Assert.ThrowsAsync<ArgumentException>(() => WebhookApplication.StartAsync(
            addServices: atlassian => atlassian.KeepJiraWebhook(description)));

        Assert.Contains("https", exception.Message, StringComparison.Ordinal);
    }

    private sealed class RefusingTransport : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            Task.FromResult(new HttpResponseMessage(HttpStatusCode.Forbidden) { Content = new StringContent("{}"), RequestMessage = request });
    }
}
