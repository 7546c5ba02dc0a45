namespace Leeway.Simulator.Authorization;

/// <summary>What the gateway learns of a bearer token.</summary>
/// <param name="Refusal">Why it does not work, in words for an assertion; <see langword="null"/> if it works.</param>
/// <param name="Token">The token, where it is known at all.</param>
public readonly record struct AccessTokenStanding(string? Refusal, IssuedAccessToken? Token)
{
    /// <summary>Whether it works.</summary>
    public bool IsUsable => Refusal is null;
}
