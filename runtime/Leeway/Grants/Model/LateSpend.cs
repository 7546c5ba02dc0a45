namespace Leeway.Grants;

/// <summary>What to do with a refresh token whose answer was lost once the leeway for sending it again has passed.</summary>
public enum LateSpend
{
    /// <summary>
    /// Send it all the same. If the first sending never arrived, this saves the grant; if it did, the grant is lost either way.
    /// Right where this store is the only owner of the token family.
    /// </summary>
    Try,

    /// <summary>
    /// Hold it back and report the grant as lost. Right where another system shares the token family: sending the token then
    /// would revoke what that system still uses.
    /// </summary>
    Never,
}
