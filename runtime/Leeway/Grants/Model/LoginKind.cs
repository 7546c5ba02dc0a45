namespace Leeway;

/// <summary>The ways to log in, as far as they differ in what they need and where they go.</summary>
internal enum LoginKind
{
    /// <summary>Users' grants; the sites are those of the grant.</summary>
    Consent,

    /// <summary>Client credentials; the sites are those of the account.</summary>
    ServiceAccount,

    /// <summary>Through the gateway, to a site that is named; nothing lists sites.</summary>
    GatewayApiToken,

    /// <summary>To the site itself.</summary>
    SiteApiToken,

    /// <summary>The application's own token; the sites are those of the token.</summary>
    BearerToken,
}
