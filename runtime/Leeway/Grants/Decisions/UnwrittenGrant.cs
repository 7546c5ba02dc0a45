namespace Leeway.Grants;

/// <summary>A new state of a grant that the store is to take: a new pair, or the grant's loss.</summary>
/// <param name="Spent">The grant as recorded before its token was sent.</param>
/// <param name="Successor">The new state.</param>
internal sealed record UnwrittenGrant(Grant Spent, Grant Successor)
{
    /// <summary>What to do if the store has something else than <see cref="Spent"/>.</summary>
    public WriteConflict Resolve(Grant stored)
    {
        if (Successor.Loss is null)
        {
            return WriteConflictResolution.Resolve(Spent, Successor, stored);
        }

        return stored.Loss is null && RefusalJudgement.EndsGrant(Spent, stored) ? WriteConflict.Overwrite : WriteConflict.Adopt;
    }
}
