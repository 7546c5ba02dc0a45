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

    /// <summary>
    /// An access token of the application: of Atlassian, whose sites are those of the token, or of the host in the options.
    /// </summary>
    BearerToken,

    /// <summary>A user name and password for the host in the options, which is not Atlassian's gateway.</summary>
    Basic,

    /// <summary>A key in a header for the host in the options, which is not Atlassian's gateway.</summary>
    ApiKey,

    /// <summary>No login, for hosts that need none.</summary>
    None,

    /// <summary>Each call brings its own access token, and the address that it is for.</summary>
    PerCall,
}
