namespace Leeway.Simulator.Authorization;

/// <summary>The state of a refresh token.</summary>
public enum RefreshTokenState
{
    /// <summary>The token was issued and not yet exchanged.</summary>
    Current,

    /// <summary>The token was exchanged or replaced, and the leeway has not passed. It and its companion access token still work.</summary>
    Graced,

    /// <summary>The leeway has passed. Presenting the token counts as reuse.</summary>
    Retired,

    /// <summary>The token was unused for longer than the inactivity limit.</summary>
    Expired,

    /// <summary>The family or the grant of the token was revoked.</summary>
    Revoked,
}
