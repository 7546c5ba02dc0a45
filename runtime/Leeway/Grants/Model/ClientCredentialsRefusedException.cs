using Leeway.Grants;

namespace Leeway;

/// <summary>
/// The authorization server refuses the app: its client id or secret is wrong, or the app is unknown, suspended or not allowed to use this
/// grant type. Correct the configuration. No grant is lost, and no user has to sign in again.
/// </summary>
public sealed class ClientCredentialsRefusedException : GrantException
{
    /// <summary>Initializes an exception.</summary>
    /// <param name="grant">The grant.</param>
    /// <param name="words">What the authorization server answered, without a final period.</param>
    public ClientCredentialsRefusedException(GrantId grant, string words)
        : base($"The authorization server refuses the app: {words}. Compare ClientId and ClientSecret with the developer console, and check there that the app is active and may use this grant type. No user has to sign in again.", grant, null)
    {
    }
}
