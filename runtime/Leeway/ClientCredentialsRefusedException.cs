using Leeway.Grants;

namespace Leeway;

/// <summary>
/// The authorization server does not accept the app's client id and secret. The configuration is to be mended; no user has to
/// sign in again.
/// </summary>
public sealed class ClientCredentialsRefusedException : GrantException
{
    internal ClientCredentialsRefusedException(GrantId grant, string words)
        : base($"The authorization server does not accept the client id and secret of the app: {words}. Check the options against the developer console.", grant, null)
    {
    }
}
