namespace Leeway.Grants;

/// <summary>Decides which of two answers to one refresh token is kept.</summary>
internal static class WriteConflictResolution
{
    /// <param name="spent">The grant as recorded before its token was sent.</param>
    /// <param name="ours">The pair received for it.</param>
    /// <param name="stored">What the store has.</param>
    public static WriteConflict Resolve(Grant spent, Grant ours, Grant stored)
    {
        if (stored.AccessToken == ours.AccessToken && stored.Family == ours.Family)
        {
            return WriteConflict.AlreadyWritten;
        }

        if (stored.Family != spent.Family)
        {
            return WriteConflict.Adopt;
        }

        // An answer that leaves the token as it was proves it good for then. Whatever has come of the same token since says more.
        if (ours.RefreshToken == spent.RefreshToken)
        {
            return stored.Loss is null && stored.HasPairOf(spent) ? WriteConflict.Overwrite : WriteConflict.Adopt;
        }

        // Nobody has rotated: a spend was recorded again, or the grant was given up, for want of our answer.
        if (stored.RefreshToken == spent.RefreshToken)
        {
            return WriteConflict.Overwrite;
        }

        // What has come of another answer. Ours may be dead, and theirs works.
        if (stored.Generation != ours.Generation)
        {
            return WriteConflict.Adopt;
        }

        // Another answer to the same token. Where the server lets only one of them live, it is the one that was asked for last: a
        // spend is taken over under the lease, when the former holder can no longer send.
        return ours.Turn > stored.Turn ? WriteConflict.Overwrite : WriteConflict.Share;
    }
}
