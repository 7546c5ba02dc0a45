namespace Leeway.AspNetCore;

/// <summary>Why a request of the sign-in was not carried out. Each has a page, and its name is in the log.</summary>
internal enum SignInProblem
{
    /// <summary>The callback lacks a parameter, or has one twice.</summary>
    IncompleteAnswer,

    /// <summary>The browser has no sign-in with the state of the callback.</summary>
    UnknownAttempt,

    /// <summary>The sign-in was begun more than ten minutes ago.</summary>
    ExpiredAttempt,

    /// <summary>The sign-in was already completed.</summary>
    UsedAttempt,

    /// <summary>Another user than the one who began the sign-in is signed in to the application.</summary>
    OtherUser,

    /// <summary>The user declined.</summary>
    Declined,

    /// <summary>Atlassian refused the request, usually because a scope or the callback address is not configured in the console.</summary>
    RequestRefused,

    /// <summary>Atlassian refused the code: it was used before, or is too old.</summary>
    CodeRefused,

    /// <summary>Atlassian refused the client id or secret of the app.</summary>
    AppRefused,

    /// <summary>Atlassian or the store of the grants does not respond.</summary>
    Unavailable,

    /// <summary>Nobody is signed in to the application.</summary>
    NotSignedIn,

    /// <summary>The form is too old, belongs to another user, or was sent by another site.</summary>
    InvalidForm,

    /// <summary>The selected site is not one of the user's.</summary>
    UnknownSite,

    /// <summary>The store did not remove a grant.</summary>
    NotForgotten,
}
