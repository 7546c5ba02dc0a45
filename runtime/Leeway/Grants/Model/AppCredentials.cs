namespace Leeway.Grants;

/// <summary>The credentials with which an app identifies itself to the authorization server. The secret is never printed.</summary>
/// <param name="clientId">The client id.</param>
/// <param name="clientSecret">The client secret.</param>
/// <param name="authorizationServer">The origin of the authorization server.</param>
internal sealed class AppCredentials(string clientId, string clientSecret, Uri authorizationServer)
{
    public string ClientId => clientId;

    public string ClientSecret => clientSecret;

    public Uri AuthorizationServer => authorizationServer;

    public override string ToString() => $"{clientId} at {authorizationServer}";
}
