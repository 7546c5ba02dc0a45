namespace Leeway.Simulator.Authorization;

/// <summary>The result of checking an access token.</summary>
public readonly record struct AccessTokenStanding
{
    /// <summary>Why the token is rejected, as text for an assertion; <see langword="null"/> if it is accepted.</summary>
    public string? Refusal { get; init; }

    /// <summary>The token; <see langword="null"/> if it is unknown.</summary>
    public IssuedAccessToken? Token { get; init; }

    /// <summary>Whether the token is accepted.</summary>
    public bool IsUsable => Refusal is null;
}
