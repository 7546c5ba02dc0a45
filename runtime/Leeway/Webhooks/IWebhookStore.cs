namespace Leeway.Webhooks;

/// <summary>Keeps deliveries of webhooks until they are handled, and remembers them for a while so that duplicates are recognised.</summary>
/// <remarks>
/// <para>Implementations are thread-safe. Each method is one atomic step, also for other processes that use the same store.</para>
/// <para>
/// A delivery is open until <see cref="CompleteAsync"/> or <see cref="BuryAsync"/>. A claim gives it to one process for a limited time. If that
/// process ends before it has handled the delivery, the claim ends, and another process can claim it.
/// </para>
/// </remarks>
public interface IWebhookStore
{
    /// <summary>
    /// Commits a delivery, unless it is known: a delivery of the same registration has the same <see cref="WebhookDelivery.Key"/> or the same
    /// <see cref="WebhookDelivery.Fingerprint"/>, whether it is open or not.
    /// </summary>
    /// <param name="delivery">The delivery.</param>
    /// <param name="capacity">The maximum number of open deliveries of the registration. Several processes may exceed it slightly.</param>
    /// <param name="cancellationToken">Cancels the method. The delivery may have been committed nevertheless.</param>
    ValueTask<WebhookAdmission> TryAddAsync(WebhookDelivery delivery, int capacity, CancellationToken cancellationToken = default);

    /// <summary>
    /// Commits a delivery as <see cref="TryAddAsync"/> does, and claims it in the same step: the process that received it handles it at once.
    /// </summary>
    /// <param name="claim">The delivery, with an owner that no other claim has, and the attempt 1.</param>
    /// <param name="duration">How long the claim lasts.</param>
    /// <param name="capacity">The maximum number of open deliveries of the registration. Several processes may exceed it slightly.</param>
    /// <param name="cancellationToken">Cancels the method. The delivery may have been committed nevertheless.</param>
    ValueTask<WebhookAdmission> TryAddClaimedAsync(WebhookClaim claim, TimeSpan duration, int capacity, CancellationToken cancellationToken = default);

    /// <summary>Claims open deliveries that are due and that no other process has claimed, those that are due longest first.</summary>
    /// <param name="registration">The registration.</param>
    /// <param name="max">The maximum number.</param>
    /// <param name="duration">How long the claims last.</param>
    /// <param name="cancellationToken">Cancels the method. Deliveries may have been claimed nevertheless.</param>
    ValueTask<IReadOnlyList<WebhookClaim>> ClaimAsync(string registration, int max, TimeSpan duration, CancellationToken cancellationToken = default);

    /// <summary>Records that a delivery was handled. It remains known.</summary>
    /// <param name="claim">The claim.</param>
    /// <param name="cancellationToken">Cancels the method.</param>
    /// <returns>Whether the claim still existed. If not, the delivery may be handled again.</returns>
    ValueTask<bool> CompleteAsync(WebhookClaim claim, CancellationToken cancellationToken = default);

    /// <summary>Ends a claim without a result: the delivery is due again after a delay.</summary>
    /// <param name="claim">The claim.</param>
    /// <param name="delay">The delay.</param>
    /// <param name="isAttempt">Whether the claim counts as an attempt.</param>
    /// <param name="cancellationToken">Cancels the method.</param>
    /// <returns>Whether the claim still existed.</returns>
    ValueTask<bool> PostponeAsync(WebhookClaim claim, TimeSpan delay, bool isAttempt, CancellationToken cancellationToken = default);

    /// <summary>Records that a delivery is not tried any more. It remains known, with its body.</summary>
    /// <param name="claim">The claim.</param>
    /// <param name="cancellationToken">Cancels the method.</param>
    /// <returns>Whether the claim still existed.</returns>
    ValueTask<bool> BuryAsync(WebhookClaim claim, CancellationToken cancellationToken = default);

    /// <summary>Counts the open deliveries of a registration.</summary>
    /// <param name="registration">The registration.</param>
    /// <param name="cancellationToken">Cancels the method.</param>
    ValueTask<int> CountOpenAsync(string registration, CancellationToken cancellationToken = default);

    /// <summary>Forgets deliveries that are not open and were received before a time.</summary>
    /// <param name="registration">The registration.</param>
    /// <param name="before">The time.</param>
    /// <param name="cancellationToken">Cancels the method.</param>
    /// <returns>The number of deliveries.</returns>
    ValueTask<int> ForgetAsync(string registration, DateTimeOffset before, CancellationToken cancellationToken = default);

    /// <summary>
    /// Prepares the store, for example by opening connections, so that the first deliveries are not answered later than others. It is called once or
    /// twice before the application accepts requests, and changes nothing that other methods see. By default, it does nothing.
    /// </summary>
    /// <param name="registration">The registration.</param>
    /// <param name="cancellationToken">Cancels the preparation.</param>
    ValueTask WarmUpAsync(string registration, CancellationToken cancellationToken = default) => ValueTask.CompletedTask;
}
