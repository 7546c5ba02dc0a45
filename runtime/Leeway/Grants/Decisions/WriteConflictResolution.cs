namespace Leeway.Grants;

/// <summary>Decides which of two responses to one refresh token is kept.</summary>
internal static class WriteConflictResolution
{
    /// <param name="spent">The grant as recorded before its token was sent.</param>
    /// <param name="ours">The grant with the pair received for it.</param>
    /// <param name="stored">The grant in the store.</param>
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

        // A response without a new refresh token shows only that the token was valid then. A later result of the same token is newer.
        if (ours.RefreshToken == spent.RefreshToken)
        {
            return stored.Loss is null && stored.HasPairOf(spent) ? WriteConflict.Overwrite : WriteConflict.Adopt;
        }

        // No process has rotated the tokens. One has recorded a spend again, or given the grant up, because it did not see our response.
        if (stored.RefreshToken == spent.RefreshToken)
        {
            return WriteConflict.Overwrite;
        }

        // The stored pair comes from another response and has been used since. Ours may be invalid; the stored one works.
        if (stored.Generation != ours.Generation)
        {
            return WriteConflict.Adopt;
        }

        // The stored pair is another response to the same token. If the server accepts only one of them, it is the one requested last: a
        // spend is taken over under the lease, when the previous holder can no longer send.
        return ours.Turn > stored.Turn ? WriteConflict.Overwrite : WriteConflict.Share;
    }
}
