namespace Leeway.Grants;

/// <summary>Decides which of two answers to one refresh token is kept.</summary>
internal static class WriteConflictResolution
{
    /// <param name="spent">The grant as recorded before its token was sent.</param>
    /// <param name="ours">The pair received for it.</param>
    /// <param name="askedAt">When it was asked for.</param>
    /// <param name="stored">What the store has.</param>
    public static WriteConflict Resolve(Grant spent, Grant ours, DateTimeOffset askedAt, Grant stored)
    {
        if (stored.AccessToken == ours.AccessToken && stored.Family == ours.Family)
        {
            return WriteConflict.AlreadyWritten;
        }

        if (stored.Family != spent.Family)
        {
            return WriteConflict.Adopt;
        }

        // Nobody has rotated: a spend was recorded again, or the grant was given up, for want of our answer.
        if (stored.RefreshToken == spent.RefreshToken && stored.AccessToken == spent.AccessToken)
        {
            return WriteConflict.Overwrite;
        }

        // One write since the one both started from: a sibling. Where the server lets only the last one live, that is ours if
        // it was asked for after theirs had come.
        bool isSibling = stored.Version == spent.Version + 1;
        return isSibling && askedAt > stored.RotatedAt ? WriteConflict.Overwrite : WriteConflict.Adopt;
    }
}
