namespace Leeway.Simulator.Authorization;

/// <summary>An access token.</summary>
public sealed record IssuedAccessToken
{
    /// <summary>The value that the client sends.</summary>
    public required string Value { get; init; }

    /// <summary>The app that it was issued to.</summary>
    public required RegisteredApp App { get; init; }

    /// <summary>The grant that it belongs to; <see langword="null"/> for a service account.</summary>
    public AppGrant? Grant { get; init; }

    /// <summary>
    /// The refresh token of the same response, with which it becomes invalid; <see langword="null"/> if there was none.
    /// </summary>
    public IssuedRefreshToken? Companion { get; init; }

    /// <summary>The time when it was issued.</summary>
    public required DateTimeOffset IssuedAt { get; init; }

    /// <summary>The time when it expires.</summary>
    public required DateTimeOffset ExpiresAt { get; init; }

    /// <summary>Returns a description without the token.</summary>
    public override string ToString() => $"access token of {App}, issued at {IssuedAt:O} (not shown)";
}
