namespace Leeway.Grants;

/// <summary>
/// Writes new states of grants to the store. If the store fails, the new state stays in memory and is used from there, because the
/// token that it replaces is spent.
/// </summary>
internal sealed class GrantWriter(IGrantStore store, RuntimeEnvironment environment, GrantOptions options)
{
    // A swap is lost when another process has written. This many lost swaps in a row mean that the store refuses all of them.
    private const int MaxSwaps = 5;

    /// <summary>Writes the new state, unless the store has another state by now that has to be kept.</summary>
    /// <returns>The state to use and, if the store failed, the exception. In that case the state is in memory only.</returns>
    public async Task<(GrantSnapshot Snapshot, Exception? Failure)> WriteAsync(GrantSlot slot, UnwrittenGrant unwritten)
    {
        // The previous write failed, so another process may have sent the same token again.
        Grant successor = unwritten == slot.Unwritten ? GrantSlot.Unsettle(unwritten.Successor, options) : unwritten.Successor;
        long expected = unwritten.Spent.Version;
        try
        {
            for (int swaps = 0; swaps < MaxSwaps; swaps++)
            {
                GrantInquiry inquiry = slot.BeginInquiry(environment);
                if (await store.TrySwapAsync(successor, expected).ConfigureAwait(false))
                {
                    return (Adopt(slot, successor, inquiry), null);
                }

                Grant? stored = await store.FindAsync(slot.Id).ConfigureAwait(false);
                if (stored is { Loss: null } && stored.AccessToken != unwritten.Spent.AccessToken)
                {
                    // The store has another pair. Calls use it until the next write has ended.
                    slot.Adopt(stored, inquiry, environment, options);
                }

                // A removed grant stays removed, and the new pair is discarded.
                switch (stored is null ? WriteConflict.Adopt : unwritten.Resolve(stored))
                {
                    case WriteConflict.Overwrite:
                        // If another process took over the spend, its later request may have produced a rival pair.
                        bool hasRival = stored!.PendingSpend?.Turn > unwritten.Spent.PendingSpend?.Turn;
                        successor = (hasRival ? GrantSlot.Unsettle(successor, options) : successor) with { Version = stored.Version + 1 };
                        break;

                    case WriteConflict.Share when GrantSlot.Unsettle(stored!, options) is var shared && shared != stored:
                        successor = shared with { Version = stored!.Version + 1 };
                        break;

                    default:
                        return (Adopt(slot, stored, inquiry), null);
                }

                expected = stored.Version;
            }

            throw new InvalidOperationException($"it refused {MaxSwaps} times to replace the version that it had just returned");
        }
        catch (Exception exception)
        {
            // The tokens of a grant that is known to be removed are discarded, even if the store fails.
            GrantSnapshot kept = slot.AdoptUnwritten(successor, environment, options);
            bool isRemoved = kept.Grant is null;
            slot.Unwritten = isRemoved ? null : unwritten;
            return (kept, isRemoved ? null : exception);
        }
    }

    private GrantSnapshot Adopt(GrantSlot slot, Grant? grant, GrantInquiry inquiry)
    {
        slot.Unwritten = null;
        return slot.Adopt(grant, inquiry, environment, options);
    }
}
