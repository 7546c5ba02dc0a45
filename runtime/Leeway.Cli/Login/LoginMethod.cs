namespace Leeway.Cli.Login;

/// <summary>How a profile logs in.</summary>
internal enum LoginMethod
{
    /// <summary>With the consent of a user in the browser. The secret is that of the client.</summary>
    Browser,

    /// <summary>With an API token of a user, directly at the site.</summary>
    ApiToken,

    /// <summary>With an API token that has scopes, at the gateway.</summary>
    ScopedApiToken,

    /// <summary>With an access token or an API key that is sent as a bearer token.</summary>
    AccessToken,
}
