namespace Leeway.Calls;

/// <summary>The kind of an error response.</summary>
internal enum ErrorKind
{
    /// <summary>Any other error, described by its status and body.</summary>
    Other,

    /// <summary>The login lacks a scope.</summary>
    MissingScope,

    /// <summary>The login was not accepted.</summary>
    LoginFailed,

    /// <summary>The response is a login page, or a redirect to one.</summary>
    LoginPage,

    /// <summary>A rate limit refuses the call.</summary>
    RateLimited,

    /// <summary>The site has moved to another address.</summary>
    SiteMoved,

    /// <summary>The site is unavailable, suspended or deactivated.</summary>
    SiteUnavailable,

    /// <summary>The gateway does not know the site or the route, or the product does not know the route.</summary>
    UnknownRoute,

    /// <summary>A 404 to a request without a login, so the resource may still exist.</summary>
    Anonymous,

    /// <summary>The product reports that the resource does not exist.</summary>
    NotFound,
}
