using Microsoft.Extensions.Logging;

namespace Leeway.Grants;

/// <summary>Ends access with a grant: in this process at once, and in the store, so that other processes see it.</summary>
internal sealed class GrantRemoval(
    TimeLimitedGrantStore store,
    RuntimeEnvironment environment,
    GrantOptions options,
    GrantEventDelivery events,
    ILogger logger)
{
    // A removal is refused when another process has written. This many refusals in a row mean that the store refuses all of them.
    private const int MaxRefusals = 20;

    /// <param name="slot">The slot of the grant, which the caller holds.</param>
    /// <param name="cancellationToken">Cancels the removal from the store. Access in this process has ended anyway.</param>
    /// <exception cref="GrantNotForgottenException">The store did not remove the grant.</exception>
    public async Task RunAsync(GrantSlot slot, CancellationToken cancellationToken)
    {
        long startedAt = environment.Time.GetTimestamp();
        using CallerTimeout callerTimeout = new(options.CallerTimeout, environment.Time);
        using CancellationTokenSource end = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, callerTimeout.Token);
        string? family = null;

        // Done before the store is asked, so that it does not depend on the store.
        slot.ForgetKnown(environment, options);
        for (int failures = 0; ; failures++)
        {
            TimeSpan pause = options.Retries.GetPause(failures);
            cancellationToken.ThrowIfCancellationRequested();
            try
            {
                await RemoveAsync(end.Token).ConfigureAwait(false);
                break;
            }
            catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
            {
                Exception trouble = callerTimeout.ExplainStore(exception);
                string detail = store.Explain("remove the grant", trouble);
                GrantLog.StoreFailed(logger, slot.Id.Value, detail, trouble);
                bool isPassing = exception is not (GrantStoreException or TokenProtectionException);
                if (!isPassing || environment.Time.GetElapsedTime(startedAt) + pause >= options.CallerTimeout)
                {
                    throw new GrantNotForgottenException(slot.Id, detail, trouble);
                }
            }

            await Task.Delay(pause, environment.Time, cancellationToken).ConfigureAwait(false);
        }

        if (slot.EndForgetting())
        {
            GrantLog.Forgotten(logger, slot.Id.Value);
            events.ReportForgotten(slot);
        }

        // Needs no lease: the holder of the lease finds that the grant is gone.
        async Task RemoveAsync(CancellationToken token)
        {
            for (int refusals = 0; refusals < MaxRefusals; refusals++)
            {
                GrantInquiry inquiry = slot.BeginInquiry(environment);
                Grant? stored = await FindOrRemoveUnreadableAsync(slot, token).ConfigureAwait(false);
                if (stored is null || (family is not null && stored.Family != family))
                {
                    // The grant is gone, or a later consent has replaced it.
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
            // A grant that cannot be read has no version to compare, and no other process can overwrite it.
            if (await store.RemoveAsync(slot.Id, cancellationToken).ConfigureAwait(false))
            {
                slot.BeginForgetting();
            }

            return null;
        }
    }
}
