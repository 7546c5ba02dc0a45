using Leeway.Simulator.Authorization;

namespace Leeway.Simulator.Gateway;

/// <summary>An API token, which is used without an exchange.</summary>
/// <param name="Value">The value that the client sends.</param>
/// <param name="Account">
/// The user that the token belongs to. The token is sent with the email address of the user (Basic). <see langword="null"/> for a service
/// account, whose token is sent alone (Bearer).
/// </param>
/// <param name="Scopes">
/// The scopes of the token, which then works at the gateway only; <see langword="null"/> for a user's token without scopes, which works at
/// sites only.
/// </param>
public sealed record SimulatedApiToken(string Value, Account? Account, IReadOnlyList<string>? Scopes);
