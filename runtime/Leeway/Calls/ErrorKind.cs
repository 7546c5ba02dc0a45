namespace Leeway.Calls;

/// <summary>What an answer that is no success says, as far as callers handle it apart.</summary>
internal enum ErrorKind
{
    /// <summary>Any other error, as its status and body say.</summary>
    Other,

    /// <summary>The login lacks a scope.</summary>
    MissingScope,

    /// <summary>The login did not count.</summary>
    LoginFailed,

    /// <summary>It is a login page, or a redirect to one.</summary>
    LoginPage,

    /// <summary>A limit refuses the call.</summary>
    RateLimited,

    /// <summary>The site has another address.</summary>
    SiteMoved,

    /// <summary>The site is unavailable, suspended or deactivated.</summary>
    SiteUnavailable,

    /// <summary>What stands before the product does not know the site or the route, or the product does not know the route.</summary>
    UnknownRoute,

    /// <summary>A 404 to a request that carried no login, so that nothing can be concluded about the thing.</summary>
    Anonymous,

    /// <summary>The product says that the thing does not exist.</summary>
    NotFound,
}
