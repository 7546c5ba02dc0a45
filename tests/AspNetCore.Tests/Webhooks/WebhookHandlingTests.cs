using System.Diagnostics.Metrics;
using System.Net;
using Leeway.AspNetCore.Tests.Forge;
using Leeway.AspNetCore.Webhooks;
using Leeway.Grants;
using Leeway.Jira;
using Leeway.Telemetry;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Diagnostics.Metrics.Testing;

namespace Leeway.AspNetCore.Tests.Webhooks;

public sealed class WebhookHandlingTests
{
    [Fact]
    public async Task DeliveryShouldBeHandledInTheBackground()
    {
        TaskCompletionSource<string?> handled = new(TaskCreationOptions.RunContinuationsAsynchronously);
        await using WebhookApplication application = await WebhookApplication.StartAsync(
            map: hooks => hooks.On<IssueUpdated>((received, _, _) =>
            {
                handled.SetResult(received.Issue?.Key);
                return Task.CompletedTask;
            }),
            runsInBackground: true);

        Assert.Equal(HttpStatusCode.OK, await application.SendAsync(Deliveries.Dynamic(Deliveries.CreateBody("A-1"), "1")));

        Assert.Equal("A-1", await handled.Task);
    }

    [Fact]
    public async Task FailedAttemptsShouldBeRepeatedWithGrowingDelays()
    {
        List<double> attempts = [];
        WebhookApplication? started = null;
        await using WebhookApplication application = await WebhookApplication.StartAsync(map: hooks => hooks.On<IssueUpdated>((_, context, _) =>
        {
            attempts.Add((started!.Time.GetUtcNow() - Deliveries.Now).TotalSeconds);
            return context.Attempt < 5 ? throw new InvalidDataException("boom") : Task.CompletedTask;
        }));
        started = application;
        await application.SendAsync(Deliveries.Dynamic(Deliveries.CreateBody("A-1"), "1"));

        for (int i = 0; i < 120; i++)
        {
            await application.RunDueAsync();
            application.Time.Advance(TimeSpan.FromSeconds(1));
        }

        Assert.Equal([0, 5, 15, 35, 75], attempts);
        Assert.Equal(0, await application.Store.CountOpenAsync(""));
    }

    [Fact]
    public async Task LastFailureShouldReachTheDeadLetterHookUntilItSucceeds()
    {
        List<string> letters = [];
        List<int> attempts = [];
        await using WebhookApplication application = await WebhookApplication.StartAsync(
            options =>
            {
                options.MaxAttempts = 2;
                options.OnDeadLetter = (letter, _) =>
                {
                    letters.Add($"{letter.Event.Name} {letter.Delivery.Identifier} {letter.Attempts} {letter.Exception.Message.Split('.')[0]}");
                    return letters.Count == 1 ? throw new InvalidDataException("hook") : Task.CompletedTask;
                };
            },
            hooks => hooks.On<WebhookEvent>((_, context, _) =>
            {
                attempts.Add(context.Attempt);
                throw new InvalidDataException("boom");
            }));
        await application.SendAsync(Deliveries.Dynamic(Deliveries.CreateBody("A-1"), "1"));

        for (int i = 0; i < 60; i++)
        {
            await application.RunDueAsync();
            application.Time.Advance(TimeSpan.FromSeconds(1));
        }

        Assert.Equal([1, 2], attempts);
        Assert.Equal(["jira:issue_updated 1 2 boom", "jira:issue_updated 1 2 The delivery was attempted 2 times, and is not handled again"], letters);
        Assert.Equal(0, await application.Store.CountOpenAsync(""));
        Assert.Equal(HttpStatusCode.OK, await application.SendAsync(Deliveries.Dynamic(Deliveries.CreateBody("A-1"), "1")));
        Assert.Equal(0, await application.Store.CountOpenAsync(""));
    }

    [Fact]
    public async Task SlowHandlerShouldBeCanceled()
    {
        TaskCompletionSource started = new(TaskCreationOptions.RunContinuationsAsynchronously);
        bool isCanceled = false;
        await using WebhookApplication application = await WebhookApplication.StartAsync(map: hooks => hooks.On<WebhookEvent>(async (_, _, cancellationToken) =>
        {
            started.SetResult();
            TaskCompletionSource never = new();
            await using CancellationTokenRegistration registration = cancellationToken.Register(() =>
            {
                isCanceled = true;
                never.SetCanceled(cancellationToken);
            });
            await never.Task;
        }));
        await application.SendAsync(Deliveries.Dynamic(Deliveries.CreateBody("A-1"), "1"));

        Task running = application.RunDueAsync();
        await started.Task;
        application.Time.Advance(TimeSpan.FromMinutes(1));
        await running;

        Assert.True(isCanceled);
        Assert.Equal(1, await application.Store.CountOpenAsync(""));
    }

    [Fact]
    public async Task FullQueueShouldBeAnsweredWith503()
    {
        await using WebhookApplication application = await WebhookApplication.StartAsync(static options => options.QueueCapacity = 2);
        await application.SendAsync(Deliveries.Dynamic(Deliveries.CreateBody("A-1"), "1"));
        await application.SendAsync(Deliveries.Dynamic(Deliveries.CreateBody("A-2"), "2"));

        using HttpResponseMessage full = await application.Client.SendAsync(Deliveries.Dynamic(Deliveries.CreateBody("A-3"), "3"));
        Assert.Equal(HttpStatusCode.ServiceUnavailable, full.StatusCode);
        Assert.NotNull(full.Headers.RetryAfter);

        Assert.Equal(HttpStatusCode.OK, await application.SendAsync(Deliveries.Dynamic(Deliveries.CreateBody("A-2"), "2")));
        await application.RunDueAsync();
        Assert.Equal(HttpStatusCode.OK, await application.SendAsync(Deliveries.Dynamic(Deliveries.CreateBody("A-3"), "3")));
    }

    [Fact]
    public async Task IdentifierShouldCountForItsSiteOnly()
    {
        await using WebhookApplication application = await WebhookApplication.StartAsync();

        await application.SendAsync(Deliveries.Dynamic(Deliveries.CreateBody("A-1"), "1"));
        await application.SendAsync(Deliveries.Dynamic(Deliveries.CreateBody("A-1", site: "https://other.atlassian.net"), "1"));
        await application.SendAsync(Deliveries.Dynamic(Deliveries.CreateBody("A-2"), "1"));
        await application.RunDueAsync();

        Assert.Equal(["1 1", "1 1"], application.Handled);
    }

    [Fact]
    public async Task DeliveryWithoutIdentifierShouldBeIdentifiedByItsBody()
    {
        await using WebhookApplication application = await WebhookApplication.StartAsync();
        for (int i = 0; i < 3; i++)
        {
            HttpRequestMessage request = Deliveries.Create(Deliveries.CreateBody("A-1"), identifier: null);
            request.Headers.Add("Authorization", "Bearer " + Deliveries.CreateToken());
            Assert.Equal(HttpStatusCode.OK, await application.SendAsync(request));
        }

        await application.RunDueAsync();

        Assert.Single(application.Handled);
    }

    [Fact]
    public async Task HandlersShouldReceiveTheClientOfTheGrant()
    {
        RecordingTransport transport = new();
        Resolver resolver = new();
        InvalidOperationException? unknown = null;
        await using WebhookApplication application = await WebhookApplication.StartAsync(
            map: hooks => hooks.On<IssueUpdated>(async (received, context, cancellationToken) =>
            {
                try
                {
                    await context.GetClient<IJiraClient>().Issues.GetIssueAsync(received.Issue!.Key!, cancellationToken: cancellationToken);
                }
                catch (InvalidOperationException exception)
                {
                    unknown = exception;
                }
            }),
            addServices: atlassian =>
            {
                atlassian.AddJira().UseTransport(_ => transport);
                atlassian.Services.AddSingleton<IWebhookGrantResolver>(resolver);
                atlassian.Services.AddSingleton<IGrantStore>(CreateStore);
            });
        const string Site = "https://api.atlassian.com/ex/jira/11111111-2222-4333-8444-555555555555";

        await application.SendAsync(Deliveries.Dynamic(Deliveries.CreateBody("A-1", site: Site), "1"));
        await application.RunDueAsync();
        Assert.Equal([("11111111-2222-4333-8444-555555555555", "7,8")], resolver.Requests);
        Assert.Contains("IWebhookGrantResolver", unknown!.Message, StringComparison.Ordinal);

        resolver.Grant = new GrantId("mia");
        await application.SendAsync(Deliveries.Dynamic(Deliveries.CreateBody("A-2", site: Site), "2"));
        await application.RunDueAsync();
        Assert.Equal([($"{Site}/rest/api/3/issue/A-2", "Bearer access")], transport.Requests);

        static IGrantStore CreateStore(IServiceProvider services)
        {
            TimeProvider time = services.GetRequiredService<TimeProvider>();
            InMemoryGrantStore store = new(time);
            Grant grant = new()
            {
                Id = new GrantId("mia"),
                AccessToken = new AccessToken("access"),
                AccessTokenExpiresAt = time.GetUtcNow().AddHours(1),
                RefreshToken = new RefreshToken("refresh"),
                Family = "family",
                Version = 1,
                FamilyStartedAt = time.GetUtcNow(),
                RotatedAt = time.GetUtcNow(),
            };
            Assert.True(store.TrySwapAsync(grant, null).AsTask().GetAwaiter().GetResult());
            return store;
        }
    }

    [Fact]
    public async Task HandlerClassShouldReceiveServices()
    {
        List<string> handled = [];
        await using WebhookApplication application = await WebhookApplication.StartAsync(
            map: static hooks => hooks.On<IssueUpdated, Recorder>(), addServices: atlassian => atlassian.Services.AddSingleton(handled));

        await application.SendAsync(Deliveries.Dynamic(Deliveries.CreateBody("A-1"), "1"));
        await application.RunDueAsync();

        Assert.Equal(["A-1"], handled);
    }

    [Fact]
    public async Task DeliveriesShouldBeCounted()
    {
        await using WebhookApplication application = await WebhookApplication.StartAsync(static options => options.QueueCapacity = 1);
        IMeterFactory meters = application.Services.GetRequiredService<IMeterFactory>();
        using MetricCollector<long> received = new(meters, LeewayTelemetry.MeterName, "leeway.webhooks.received");
        using MetricCollector<long> attempts = new(meters, LeewayTelemetry.MeterName, "leeway.webhooks.attempts");

        await application.SendAsync(Deliveries.Create("{}", "0"));
        await application.SendAsync(Deliveries.Dynamic(Deliveries.CreateBody("A-1"), "1"));
        await application.SendAsync(Deliveries.Dynamic(Deliveries.CreateBody("A-1"), "1"));
        await application.SendAsync(Deliveries.Dynamic(Deliveries.CreateBody("A-2"), "2"));
        await application.RunDueAsync();

        Assert.Equal(["refused", "accepted", "duplicate", "full"], received.GetMeasurementSnapshot().Select(static measurement => measurement.Tags["result"]));
        Assert.Equal([("jira:issue_updated", "handled")], attempts.GetMeasurementSnapshot().Select(static measurement => ((string)measurement.Tags["event"]!, (string)measurement.Tags["result"]!)));
    }

    [Fact]
    public async Task NearlyFullQueueShouldBeDegraded()
    {
        await using WebhookApplication application = await WebhookApplication.StartAsync(
            static options => options.QueueCapacity = 5, addServices: static atlassian => atlassian.Services.AddHealthChecks().AddAtlassianWebhooks());
        HealthCheckService health = application.Services.GetRequiredService<HealthCheckService>();
        Assert.Equal(HealthStatus.Healthy, (await health.CheckHealthAsync()).Status);

        for (int i = 0; i < 4; i++)
        {
            await application.SendAsync(Deliveries.Dynamic(Deliveries.CreateBody($"A-{i}"), $"{i}"));
        }

        Assert.Equal(HealthStatus.Degraded, (await health.CheckHealthAsync()).Status);
    }

    [Fact]
    public async Task SecondEndpointShouldBeRefused()
    {
        InvalidOperationException exception = await Assert.ThrowsAsync<InvalidOperationException>(() => WebhookApplication.StartAsync(map: null, addServices: static atlassian =>
            atlassian.Services.AddSingleton<Microsoft.AspNetCore.Hosting.IStartupFilter>(new SecondEndpoint())));

        Assert.Contains("one endpoint", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0, "", "AdminSecrets contains an empty secret")]
    [InlineData(0, "x", "QueueCapacity (0) is not positive")]
    [InlineData(1, "x", "Retention (366.00:00:00) is longer than 365 days")]
    public async Task WrongOptionShouldFailTheStart(int capacity, string secret, string message)
    {
        Microsoft.Extensions.Options.OptionsValidationException exception = await Assert.ThrowsAsync<Microsoft.Extensions.Options.OptionsValidationException>(() =>
            WebhookApplication.StartAsync(options =>
            {
                options.QueueCapacity = capacity;
                options.Retention = TimeSpan.FromDays(366);
                options.AdminSecrets.Add(secret);
            }));

        Assert.Contains(message, exception.Message, StringComparison.Ordinal);
    }

    private sealed class SecondEndpoint : Microsoft.AspNetCore.Hosting.IStartupFilter
    {
        public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => application =>
        {
            next(application);
            application.UseEndpoints(static endpoints => endpoints.MapAtlassianWebhooks("/other", static _ => { }));
        };
    }

    private sealed class Recorder(List<string> handled) : IWebhookHandler<IssueUpdated>
    {
        public Task HandleAsync(IssueUpdated received, WebhookContext context, CancellationToken cancellationToken)
        {
            handled.Add(received.Issue!.Key!);
            return Task.CompletedTask;
        }
    }

    private sealed class Resolver : IWebhookGrantResolver
    {
        public List<(string? Site, string Ids)> Requests { get; } = [];

        public GrantId? Grant { get; set; }

        public ValueTask<GrantId?> FindGrantAsync(string? site, IReadOnlyList<long> webhookIds, CancellationToken cancellationToken)
        {
            if (Requests.Count == 0)
            {
                Requests.Add((site, string.Join(',', webhookIds)));
            }

            return new(Grant);
        }
    }
}
