namespace Leeway.Grants;

/// <summary>The state of a grant.</summary>
public enum GrantState
{
    /// <summary>The grant works and is renewed automatically.</summary>
    Alive,

    /// <summary>The grant works, but lacks scopes that the application requests at sign-in.</summary>
    ScopesMissing,

    /// <summary>The response to a refresh was lost. The token is sent again until the doubt is resolved.</summary>
    InDoubt,

    /// <summary>
    /// This process cannot refresh the grant at the moment because of the authorization server, the store or the client credentials.
    /// </summary>
    Failing,

    /// <summary>The grant works until its access token expires, and cannot be renewed.</summary>
    NotRenewable,

    /// <summary>The grant has ended. The user must consent again.</summary>
    Lost,

    /// <summary>There is no grant: the user has not signed in.</summary>
    NotGranted,
}
