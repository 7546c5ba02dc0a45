namespace Leeway;

/// <summary>The kinds of login, by what they require and where calls go.</summary>
internal enum LoginKind
{
    /// <summary>Users' grants. The sites are those of the grant.</summary>
    Consent,

    /// <summary>Client credentials. The sites are those of the service account.</summary>
    ServiceAccount,

    /// <summary>An API token for calls through the gateway to the configured site. The sites cannot be listed.</summary>
    GatewayApiToken,

    /// <summary>An API token for calls directly to the site.</summary>
    SiteApiToken,

    /// <summary>An access token of the application. The sites are those of the token.</summary>
    BearerToken,
}
