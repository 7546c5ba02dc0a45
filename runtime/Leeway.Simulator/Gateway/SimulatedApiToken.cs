using Leeway.Simulator.Authorization;

namespace Leeway.Simulator.Gateway;

/// <summary>An API token, which is used without an exchange.</summary>
public sealed record SimulatedApiToken
{
    /// <summary>The value that the client sends.</summary>
    public required string Value { get; init; }

    /// <summary>
    /// The user that the token belongs to. The token is sent with the email address of the user (Basic). <see langword="null"/> for a service
    /// account, whose token is sent alone (Bearer).
    /// </summary>
    public Account? Account { get; init; }

    /// <summary>
    /// The scopes of the token, which then works at the gateway only; <see langword="null"/> for a user's token without scopes, which works
    /// at sites only.
    /// </summary>
    public IReadOnlyList<string>? Scopes { get; init; }

    /// <summary>Returns a description without the token.</summary>
    public override string ToString() => $"API token of {Account?.Email ?? "a service account"} (not shown)";
}
