namespace Leeway.Grants;

/// <summary>Decides what the refusal of a refresh token means after the store was read a second time.</summary>
internal static class RefusalJudgement
{
    /// <summary>
    /// Whether the refusal ends the grant. It does not if the store no longer has the refused token: another process has rotated the
    /// tokens, or the user has consented again, and the refusal is outdated.
    /// </summary>
    public static bool EndsGrant(Grant sent, Grant reread) => reread.HasPairOf(sent);
}
