using System.Threading.Channels;
using Leeway.Simulator;
using Leeway.Simulator.Site;
using Leeway.Simulator.Webhooks;

namespace Leeway.Runtime.Tests.Simulator;

/// <summary>Deliveries of a simulator that sends them by itself, as it does when it runs as a server.</summary>
public sealed class WebhookRunTests : IAsyncDisposable
{
    private readonly SimulatorVisitor _visitor = new();
    private readonly WebhookReceiver _receiver = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly Channel<SimulatedDelivery> _attempts = Channel.CreateUnbounded<SimulatedDelivery>();
    private readonly Task _run;

    public WebhookRunTests()
    {
        Hooks.Transport = _receiver;
        Hooks.Register(Site, new Uri("https://app.example/hooks"), "project = DEMO", "jira:issue_updated");
        Hooks.Attempted += (_, delivery) => _attempts.Writer.TryWrite(delivery);
        _run = Hooks.RunAsync(_stop.Token);
    }

    private SimulatedSite Site => _visitor.Simulator.Sites[0];

    private SimulatedWebhooks Hooks => _visitor.Simulator.Webhooks;

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _run;
        _visitor.Dispose();
        _receiver.Dispose();
        _stop.Dispose();
    }

    [Fact]
    public async Task EventsShouldBeDeliveredWhenTheyHappen()
    {
        Hooks.Publish(Site, "jira:issue_updated", "DEMO-1");
        Assert.Equal(200, (await TakeAsync()).Attempts[^1].Status);
        Hooks.Publish(Site, "jira:issue_updated", "DEMO-1");
        Assert.Equal(DeliveryState.Delivered, (await TakeAsync()).State);
        Assert.Equal(2, _receiver.Requests.Count);
    }

    [Fact]
    public async Task FailedDeliveryShouldBeSentAgainAfterTheChosenTime()
    {
        Hooks.RetryDelay = TimeSpan.FromSeconds(7);
        _receiver.Statuses.Add(503);
        Hooks.Publish(Site, "jira:issue_updated", "DEMO-1");
        SimulatedDelivery delivery = await TakeAsync();
        Assert.Equal((DeliveryState.Waiting, ManualTime.Start.AddSeconds(7)), (delivery.State, delivery.DueAt));

        // The loop may look at the clock before it is advanced and start to wait afterwards, so twice the delay. Later, the request would time out.
        DateTimeOffset end = delivery.DueAt.AddSeconds(7);
        Task next = TakeAsync();
        while (!next.IsCompleted)
        {
            _visitor.Time.Advance(_visitor.Time.GetUtcNow() < end ? TimeSpan.FromSeconds(1) : TimeSpan.Zero);
            await Task.Yield();
        }

        await next;
        Assert.Equal(DeliveryState.Delivered, delivery.State);
        Assert.Equal([503, 200], delivery.Attempts.Select(static attempt => attempt.Status));
    }

    [Fact]
    public async Task DeliveryShouldBeSentAgainOnRequest()
    {
        Hooks.Publish(Site, "jira:issue_updated", "DEMO-1");
        SimulatedDelivery delivery = await TakeAsync();
        Hooks.SendAgain(delivery);
        Assert.Same(delivery, await TakeAsync());
        Hooks.ForgetDeliveries();
        Hooks.SendAgain(delivery);
        Assert.Same(delivery, await TakeAsync());
        Assert.Single(Hooks.Deliveries);
        Assert.Equal([null, "1", "2"], _receiver.Requests.Select(static request => request.Headers.GetValueOrDefault("X-Atlassian-Webhook-Retry")));
        Assert.Single(_receiver.Requests.Select(static request => request.Headers["X-Atlassian-Webhook-Identifier"]).Distinct());
    }

    [Fact]
    public async Task MissingTransportShouldEndTheDeliveries()
    {
        AtlassianSimulator simulator = new();
        simulator.Webhooks.Register(simulator.Sites[0], new Uri("https://app.example/hooks"), "project = DEMO", "jira:issue_updated");
        simulator.Webhooks.Publish(simulator.Sites[0], "jira:issue_updated", "DEMO-1");
        await Assert.ThrowsAsync<InvalidOperationException>(() => simulator.Webhooks.RunAsync(_stop.Token));
    }

    private Task<SimulatedDelivery> TakeAsync() => _attempts.Reader.ReadAsync(TestContext.Current.CancellationToken).AsTask().WaitAsync(TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken);
}
