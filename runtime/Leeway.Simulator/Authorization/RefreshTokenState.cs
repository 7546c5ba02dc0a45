namespace Leeway.Simulator.Authorization;

/// <summary>Where a refresh token stands at some moment.</summary>
public enum RefreshTokenState
{
    /// <summary>Issued and not yet exchanged.</summary>
    Current,

    /// <summary>Exchanged or superseded, and inside the leeway: it and its companion access token still work.</summary>
    Graced,

    /// <summary>Past the leeway: presenting it is reuse.</summary>
    Retired,

    /// <summary>Unused for longer than the inactivity limit.</summary>
    Expired,

    /// <summary>Its family or grant is revoked.</summary>
    Revoked,
}
