namespace Leeway.AspNetCore;

/// <summary>The endpoints of a sign-in that have addresses.</summary>
internal enum SignInEndpoint
{
    /// <summary>The page with the user's connection.</summary>
    Status,

    /// <summary>Shows the connect page, and begins a sign-in.</summary>
    Connect,

    /// <summary>Where the browser returns to from Atlassian.</summary>
    Callback,

    /// <summary>Ends the connection.</summary>
    Disconnect,

    /// <summary>Shows the sites, and selects one.</summary>
    Sites,

    /// <summary>Lists the grants of all users.</summary>
    Grants,

    /// <summary>The stylesheet of the pages.</summary>
    Stylesheet,
}
