namespace Leeway.Simulator.Authorization;

/// <summary>The result of checking an access token.</summary>
/// <param name="Refusal">Why the token is rejected, as text for an assertion; <see langword="null"/> if it is accepted.</param>
/// <param name="Token">The token; <see langword="null"/> if it is unknown.</param>
public readonly record struct AccessTokenStanding(string? Refusal, IssuedAccessToken? Token)
{
    /// <summary>Whether the token is accepted.</summary>
    public bool IsUsable => Refusal is null;
}
