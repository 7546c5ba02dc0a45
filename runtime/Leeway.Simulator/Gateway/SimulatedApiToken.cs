using Leeway.Simulator.Authorization;

namespace Leeway.Simulator.Gateway;

/// <summary>An API token, which logs in without any exchange.</summary>
/// <param name="Value">What the client holds.</param>
/// <param name="Account">
/// The user whose token it is, presented with the account's email address (Basic); <see langword="null"/> for a service
/// account's, presented alone (Bearer).
/// </param>
/// <param name="Scopes">
/// What it may be used for, at the gateway alone; <see langword="null"/> for a user's token without scopes, which works at sites alone.
/// </param>
public sealed record SimulatedApiToken(string Value, Account? Account, IReadOnlyList<string>? Scopes);
