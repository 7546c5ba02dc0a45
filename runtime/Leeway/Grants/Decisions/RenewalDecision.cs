namespace Leeway.Grants;

/// <summary>What a grant, as it stands now, allows and needs.</summary>
internal enum RenewalDecision
{
    /// <summary>Hand out the access token.</summary>
    Serve,

    /// <summary>Hand out the access token, and renew or recover in the background.</summary>
    ServeAndRenew,

    /// <summary>Ask the store first whether it still has the grant: it was asked too long ago.</summary>
    Recheck,

    /// <summary>Renew or recover first.</summary>
    Renew,

    /// <summary>There is no such grant.</summary>
    RefuseNotGranted,

    /// <summary>The access token is spent and there is nothing to renew it with.</summary>
    RefuseNoRefreshToken,

    /// <summary>The grant is lost.</summary>
    RefuseLost,
}
