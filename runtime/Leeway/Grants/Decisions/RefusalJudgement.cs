namespace Leeway.Grants;

/// <summary>What a refusal of a refresh token means, once the store has been read a second time.</summary>
internal static class RefusalJudgement
{
    /// <summary>
    /// Whether the refusal ends the grant. It does not if the store no longer has the token that was refused: then somebody
    /// else has rotated or the user has consented again, and the refusal is only late.
    /// </summary>
    public static bool EndsGrant(Grant sent, Grant reread) => reread.HasPairOf(sent);
}
