namespace Leeway.Grants;

/// <summary>
/// Brings new states of grants into the store. What the store does not take is kept in memory and served from there, since
/// the token it replaces is spent.
/// </summary>
internal sealed class GrantWriter(IGrantStore store, GrantEnvironment environment, GrantOptions options)
{
    // Each swap that is lost is another's write. More of them in a row are not the work of others but of a store that refuses them all.
    private const int MaximumSwaps = 5;

    /// <summary>Writes, unless what the store has by now is the one to keep.</summary>
    /// <returns>The state to go on with; and, if the store failed, why: then the state is in memory alone.</returns>
    public async Task<(GrantSnapshot Snapshot, Exception? Failure)> WriteAsync(GrantSlot slot, UnwrittenGrant unwritten)
    {
        // Until the store has it, another process may have sent the same token again.
        Grant successor = unwritten == slot.Unwritten ? GrantSlot.Unsettle(unwritten.Successor, options) : unwritten.Successor;
        long expected = unwritten.Spent.Version;
        try
        {
            for (int swaps = 0; swaps < MaximumSwaps; swaps++)
            {
                GrantInquiry inquiry = slot.BeginInquiry(environment);
                if (await store.TrySwapAsync(successor, expected).ConfigureAwait(false))
                {
                    return (Take(slot, successor, inquiry), null);
                }

                Grant? stored = await store.FindAsync(slot.Id).ConfigureAwait(false);
                if (stored is { Loss: null } && stored.AccessToken != unwritten.Spent.AccessToken)
                {
                    // Another pair: calls before the end of the next write are served from it.
                    slot.Adopt(stored, inquiry, environment, options);
                }

                // A grant that has been removed stays so, and the new pair is discarded.
                switch (stored is null ? WriteConflict.Adopt : unwritten.Resolve(stored))
                {
                    case WriteConflict.Overwrite:
                        // A spend that another took over may bring a rival, whose request was the later one.
                        bool hasRival = stored!.PendingSpend?.Turn > unwritten.Spent.PendingSpend?.Turn;
                        successor = (hasRival ? GrantSlot.Unsettle(successor, options) : successor) with { Version = stored.Version + 1 };
                        break;

                    case WriteConflict.Share when GrantSlot.Unsettle(stored!, options) is var shared && shared != stored:
                        successor = shared with { Version = stored!.Version + 1 };
                        break;

                    default:
                        return (Take(slot, stored, inquiry), null);
                }

                expected = stored.Version;
            }

            throw new InvalidOperationException($"it refused {MaximumSwaps} times to replace the version that it had just returned");
        }
        catch (Exception exception)
        {
            // The tokens of a grant that is known to be removed are discarded, whatever the store would say.
            GrantSnapshot kept = slot.AdoptUnwritten(successor, environment, options);
            bool isRemoved = kept.Grant is null;
            slot.Unwritten = isRemoved ? null : unwritten;
            return (kept, isRemoved ? null : exception);
        }
    }

    private GrantSnapshot Take(GrantSlot slot, Grant? grant, GrantInquiry inquiry)
    {
        slot.Unwritten = null;
        return slot.Adopt(grant, inquiry, environment, options);
    }
}
