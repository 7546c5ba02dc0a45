namespace Leeway.Simulator.Authorization;

/// <summary>One access token.</summary>
/// <param name="Value">What the client holds.</param>
/// <param name="App">The app it was issued to.</param>
/// <param name="Grant">The grant it acts for; <see langword="null"/> for a service account's.</param>
/// <param name="Companion">The refresh token of the same answer, with which it dies; <see langword="null"/> where there was none.</param>
/// <param name="IssuedAt">When it was issued.</param>
/// <param name="ExpiresAt">When it ends at the latest.</param>
public sealed record IssuedAccessToken(
    string Value,
    RegisteredApp App,
    AppGrant? Grant,
    IssuedRefreshToken? Companion,
    DateTimeOffset IssuedAt,
    DateTimeOffset ExpiresAt);
