using Leeway.Webhooks;

namespace Leeway.AspNetCore.Webhooks;

/// <summary>Accepts every delivery and keeps none. Each answer comes later, as that of a database does.</summary>
internal sealed class RehearsalStore : IWebhookStore
{
    public async ValueTask<WebhookAdmission> TryAddAsync(WebhookDelivery delivery, int capacity, CancellationToken cancellationToken = default)
    {
        await Task.Yield();
        return WebhookAdmission.Added;
    }

    public async ValueTask<WebhookAdmission> TryAddClaimedAsync(WebhookClaim claim, TimeSpan duration, int capacity, CancellationToken cancellationToken = default)
    {
        await Task.Yield();
        return WebhookAdmission.Added;
    }

    public async ValueTask<IReadOnlyList<WebhookClaim>> ClaimAsync(string registration, int max, TimeSpan duration, CancellationToken cancellationToken = default)
    {
        await Task.Yield();
        return [];
    }

    public async ValueTask<bool> CompleteAsync(WebhookClaim claim, CancellationToken cancellationToken = default)
    {
        await Task.Yield();
        return true;
    }

    public async ValueTask<bool> PostponeAsync(WebhookClaim claim, TimeSpan delay, bool isAttempt, CancellationToken cancellationToken = default)
    {
        await Task.Yield();
        return true;
    }

    public async ValueTask<bool> BuryAsync(WebhookClaim claim, CancellationToken cancellationToken = default)
    {
        await Task.Yield();
        return true;
    }

    public async ValueTask<int> CountOpenAsync(string registration, CancellationToken cancellationToken = default)
    {
        await Task.Yield();
        return 0;
    }

    public async ValueTask<int> ForgetAsync(string registration, DateTimeOffset before, CancellationToken cancellationToken = default)
    {
        await Task.Yield();
        return 0;
    }
}
