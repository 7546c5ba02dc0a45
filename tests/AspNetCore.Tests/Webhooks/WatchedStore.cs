using Leeway.Webhooks;

namespace Leeway.AspNetCore.Tests.Webhooks;

/// <summary>A store in memory that a test can make fail.</summary>
internal sealed class WatchedStore(TimeProvider time) : IWebhookStore
{
    private readonly InMemoryWebhookStore _inner = new(time);

    public Action<string> OnAdd { get; set; } = static _ => { };

    public Action OnClaim { get; set; } = static () => { };

    public Func<CancellationToken, Task> OnWarmUp { get; set; } = static _ => Task.CompletedTask;

    public Action OnForget { get; set; } = static () => { };

    public ValueTask<WebhookAdmission> TryAddAsync(WebhookDelivery delivery, int capacity, CancellationToken cancellationToken)
    {
        OnAdd($"{delivery.Identifier} waits");
        return _inner.TryAddAsync(delivery, capacity, cancellationToken);
    }

    public ValueTask<WebhookAdmission> TryAddClaimedAsync(WebhookClaim claim, TimeSpan duration, int capacity, CancellationToken cancellationToken)
    {
        OnAdd($"{claim.Delivery.Identifier} is claimed");
        return _inner.TryAddClaimedAsync(claim, duration, capacity, cancellationToken);
    }

    public ValueTask<IReadOnlyList<WebhookClaim>> ClaimAsync(string registration, int max, TimeSpan duration, CancellationToken cancellationToken)
    {
        OnClaim();
        return _inner.ClaimAsync(registration, max, duration, cancellationToken);
    }

    public ValueTask<bool> CompleteAsync(WebhookClaim claim, CancellationToken cancellationToken) => _inner.CompleteAsync(claim, cancellationToken);

    public ValueTask<bool> PostponeAsync(WebhookClaim claim, TimeSpan delay, bool isAttempt, CancellationToken cancellationToken) => _inner.PostponeAsync(claim, delay, isAttempt, cancellationToken);

    public ValueTask<bool> BuryAsync(WebhookClaim claim, CancellationToken cancellationToken) => _inner.BuryAsync(claim, cancellationToken);

    public ValueTask<int> CountOpenAsync(string registration, CancellationToken cancellationToken) => _inner.CountOpenAsync(registration, cancellationToken);

    public ValueTask<int> ForgetAsync(string registration, DateTimeOffset before, CancellationToken cancellationToken)
    {
        OnForget();
        return _inner.ForgetAsync(registration, before, cancellationToken);
    }

    public async ValueTask WarmUpAsync(string registration, CancellationToken cancellationToken) => await OnWarmUp(cancellationToken);
}
