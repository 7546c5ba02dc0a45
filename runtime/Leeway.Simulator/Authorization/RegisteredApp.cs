namespace Leeway.Simulator.Authorization;

/// <summary>An app that is registered in the developer console.</summary>
/// <param name="ClientId">The client id.</param>
/// <param name="ClientSecret">The client secret.</param>
/// <param name="RedirectUri">The callback address, which must match exactly; <see langword="null"/> accepts any loopback address.</param>
/// <param name="Scopes">The scopes that the app may request, in addition to <c>offline_access</c>; <see langword="null"/> for any.</param>
public sealed record RegisteredApp(
    string ClientId,
    string ClientSecret,
    string? RedirectUri = null,
    IReadOnlyCollection<string>? Scopes = null);
