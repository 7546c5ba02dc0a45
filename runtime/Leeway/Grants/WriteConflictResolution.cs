namespace Leeway.Grants;

/// <summary>Decides which of two answers to one refresh token is kept.</summary>
internal static class WriteConflictResolution
{
    /// <param name="spent">The grant as recorded before its token was sent.</param>
    /// <param name="ours">The pair received for it.</param>
    /// <param name="askedAt">When it was asked for.</param>
    /// <param name="stored">What the store has.</param>
    /// <param name="options">How far clocks may be apart.</param>
    public static WriteConflict Resolve(Grant spent, Grant ours, DateTimeOffset askedAt, Grant stored, GrantOptions options)
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
        if (stored.RefreshToken == spent.RefreshToken)
        {
            return WriteConflict.Overwrite;
        }

        // Another answer to the same token, or what has come of one. Where the server lets only the last one live, that is ours if
        // it was asked for after theirs had come; but times of two machines tell only what is far apart.
        TimeSpan later = askedAt - stored.RotatedAt;
        if (later.Duration() <= options.LeewayMargin)
        {
            return WriteConflict.Share;
        }

        // Their pair, its spend and the next pair are three writes: what stands there after fewer has not been exchanged in turn.
        return later > TimeSpan.Zero && stored.Version < spent.Version + 3 ? WriteConflict.Overwrite : WriteConflict.Adopt;
    }
}
