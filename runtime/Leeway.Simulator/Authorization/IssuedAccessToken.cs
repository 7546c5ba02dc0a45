namespace Leeway.Simulator.Authorization;

/// <summary>An access token.</summary>
/// <param name="Value">The value that the client sends.</param>
/// <param name="App">The app that it was issued to.</param>
/// <param name="Grant">The grant that it belongs to; <see langword="null"/> for a service account.</param>
/// <param name="Companion">The refresh token of the same response, with which it becomes invalid; <see langword="null"/> if there was
/// none.</param>
/// <param name="IssuedAt">The time when it was issued.</param>
/// <param name="ExpiresAt">The time when it expires.</param>
public sealed record IssuedAccessToken(
    string Value,
    RegisteredApp App,
    AppGrant? Grant,
    IssuedRefreshToken? Companion,
    DateTimeOffset IssuedAt,
    DateTimeOffset ExpiresAt);
