namespace Leeway.Simulator.Authorization;

/// <summary>An app as the developer console knows it.</summary>
/// <param name="ClientId">Its client id.</param>
/// <param name="ClientSecret">Its secret.</param>
/// <param name="RedirectUri">Its one callback address, compared character by character; <see langword="null"/> takes any loopback address.</param>
/// <param name="Scopes">What it may ask for, beside <c>offline_access</c>; <see langword="null"/> for anything.</param>
public sealed record RegisteredApp(
    string ClientId,
    string ClientSecret,
    string? RedirectUri = null,
    IReadOnlyCollection<string>? Scopes = null);
