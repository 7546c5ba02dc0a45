using Microsoft.Extensions.Logging;

namespace Leeway.Grants;

/// <summary>Ends access by a grant: in this process at once, and in the store, where the other processes see it.</summary>
internal sealed class GrantRemoval(
    TimeLimitedGrantStore store,
    GrantEnvironment environment,
    GrantOptions options,
    GrantEventDelivery events,
    ILogger logger)
{
    // Each refused removal is another's write; more in a row come from a store that refuses them all.
    private const int MaxRefusals = 20;

    /// <param name="slot">The grant, which the caller holds.</param>
    /// <param name="cancellationToken">Gives up. Access in this process has ended all the same.</param>
    /// <exception cref="GrantNotForgottenException">The store did not remove it.</exception>
    public async Task RunAsync(GrantSlot slot, CancellationToken cancellationToken)
    {
        long startedAt = environment.Time.GetTimestamp();
        using CallerPatience patience = new(options.Patience, environment.Time);
        using CancellationTokenSource end = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, patience.Token);
        string? family = null;

        // Before the store is asked, and whatever it answers.
        slot.ForgetKnown(environment, options);
        for (TimeSpan pause = options.RetryDelay; ; pause = pause * 2 < options.MaximumRetryDelay ? pause * 2 : options.MaximumRetryDelay)
        {
            cancellationToken.ThrowIfCancellationRequested();
            try
            {
                await RemoveAsync(end.Token).ConfigureAwait(false);
                break;
            }
            catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
            {
                Exception trouble = patience.ExplainStore(exception);
                string detail = store.Explain("remove the grant", trouble);
                GrantLog.StoreFailed(logger, slot.Id.Value, detail, trouble);
                bool isPassing = exception is not (GrantStoreException or TokenProtectionException);
                if (!isPassing || environment.Time.GetElapsedTime(startedAt) + pause >= options.Patience)
                {
                    throw new GrantNotForgottenException(slot.Id, detail, trouble);
                }
            }

            await Task.Delay(pause, environment.Time, cancellationToken).ConfigureAwait(false);
        }

        if (slot.EndForgetting())
        {
            GrantLog.Forgotten(logger, slot.Id.Value);
            events.Forgotten(slot);
        }

        // Without a lease: its holder finds the grant gone.
        async Task RemoveAsync(CancellationToken token)
        {
            for (int refusals = 0; refusals < MaxRefusals; refusals++)
            {
                GrantInquiry inquiry = slot.BeginInquiry(environment);
                Grant? stored = await FindOrRemoveUnreadableAsync(slot, token).ConfigureAwait(false);
                if (stored is null || (family is not null && stored.Family != family))
                {
                    // Gone, or replaced by a later consent.
                    slot.Adopt(stored, inquiry, environment, options);
                    return;
                }

                family = stored.Family;
                slot.Forget(family, environment, options);
                if (await store.TryRemoveAsync(slot.Id, stored.Version, token).ConfigureAwait(false))
                {
                    return;
                }
            }

            throw new InvalidOperationException($"The store refused {MaxRefusals} times to remove the version that it had just returned.");
        }
    }

    private async Task<Grant?> FindOrRemoveUnreadableAsync(GrantSlot slot, CancellationToken cancellationToken)
    {
        try
        {
            return await store.FindAsync(slot.Id, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is GrantStoreException or TokenProtectionException)
        {
            // What cannot be read has no version to compare, and no other process can write over it.
            if (await store.RemoveAsync(slot.Id, cancellationToken).ConfigureAwait(false))
            {
                slot.BeginForgetting();
            }

            return null;
        }
    }
}
