namespace Leeway.Grants;

/// <summary>How a grant stands.</summary>
public enum GrantState
{
    /// <summary>It works and renews itself.</summary>
    Alive,

    /// <summary>It works, but lacks scopes that the application asks for at sign-in.</summary>
    ScopesMissing,

    /// <summary>The answer to a refresh was lost; the token is sent again until that is resolved.</summary>
    InDoubt,

    /// <summary>This process cannot refresh it for now: the authorization server, the store or the client credentials are the trouble.</summary>
    Failing,

    /// <summary>It works until its access token ends, and nothing can renew it.</summary>
    NotRenewable,

    /// <summary>It has ended. The user has to consent again.</summary>
    Lost,

    /// <summary>There is none: the user has not signed in.</summary>
    NotGranted,
}
