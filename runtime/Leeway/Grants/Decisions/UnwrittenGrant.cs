namespace Leeway.Grants;

/// <summary>A new state of a grant that has to be written to the store: a new pair, or the loss of the grant.</summary>
/// <param name="Spent">The grant as recorded before its token was sent.</param>
/// <param name="Successor">The new state.</param>
internal sealed record UnwrittenGrant(Grant Spent, Grant Successor)
{
    /// <summary>Decides what to do if the store has another state than <see cref="Spent"/>.</summary>
    public WriteConflict Resolve(Grant stored)
    {
        if (Successor.Loss is null)
        {
            return WriteConflictResolution.Resolve(Spent, Successor, stored);
        }

        return stored.Loss is null && RefusalJudgement.EndsGrant(Spent, stored) ? WriteConflict.Overwrite : WriteConflict.Adopt;
    }
}
