namespace Leeway.Grants;

/// <summary>What to do with a refresh token whose response was lost when the leeway for sending it again has passed.</summary>
public enum LateSpend
{
    /// <summary>
    /// Send it anyway. If the first request never arrived, this saves the grant; if it did, the grant is lost in any case.
    /// Use this if the token family is in this store only.
    /// </summary>
    Try,

    /// <summary>
    /// Do not send it, and report the grant as lost. Use this if another system shares the token family: sending the token
    /// would revoke the tokens that the other system still uses.
    /// </summary>
    Never,
}
