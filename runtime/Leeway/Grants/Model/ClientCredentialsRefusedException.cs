using Leeway.Grants;

namespace Leeway;

/// <summary>
/// The authorization server refuses the app: its client id or secret is wrong, or it is unknown, suspended or not allowed to ask for this kind of
/// grant. Correct the configuration; no grant is lost and no user has to sign in again.
/// </summary>
public sealed class ClientCredentialsRefusedException : GrantException
{
    internal ClientCredentialsRefusedException(GrantId grant, string words)
        : base($"The authorization server refuses the app: {words}. Compare ClientId and ClientSecret with the developer console, and check there that the app is active and may use this kind of login. No user has to sign in again.", grant, null)
    {
    }
}
