namespace Leeway.Grants;

/// <summary>What the current state of a grant allows and requires.</summary>
internal enum RenewalDecision
{
    /// <summary>Hand out the access token.</summary>
    Serve,

    /// <summary>Hand out the access token, and renew or recover in the background.</summary>
    ServeAndRenew,

    /// <summary>Ask the store first whether it still has the grant, because the last check is too old.</summary>
    Recheck,

    /// <summary>Renew or recover first.</summary>
    Renew,

    /// <summary>There is no such grant.</summary>
    RefuseNotGranted,

    /// <summary>The access token has expired and there is no refresh token.</summary>
    RefuseNoRefreshToken,

    /// <summary>The grant is lost.</summary>
    RefuseLost,
}
