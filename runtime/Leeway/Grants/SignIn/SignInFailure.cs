namespace Leeway;

/// <summary>What went wrong with a sign-in.</summary>
public enum SignInFailure
{
    /// <summary>The user declined.</summary>
    Declined,

    /// <summary>The authorization server refused the request: most often a scope or an address that the console does not have.</summary>
    RequestRefused,

    /// <summary>
    /// The callback is not that of the sign-in begun: its state is missing or another. Somebody may be trying to make a user
    /// sign in with an account that is not theirs.
    /// </summary>
    StateMismatch,

    /// <summary>The callback has neither a code nor an error.</summary>
    NoCode,

    /// <summary>The code has been used, or is too old.</summary>
    CodeRefused,
}
