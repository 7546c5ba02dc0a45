namespace Leeway;

/// <summary>Why a sign-in failed.</summary>
public enum SignInFailure
{
    /// <summary>The user declined.</summary>
    Declined,

    /// <summary>
    /// The authorization server refused the request, usually because a scope or the redirect address is not configured in the console.
    /// </summary>
    RequestRefused,

    /// <summary>
    /// The callback does not belong to this sign-in: its state is missing or does not match. An attacker may be trying to sign a user in
    /// with another account.
    /// </summary>
    StateMismatch,

    /// <summary>The callback has neither a code nor an error.</summary>
    NoCode,

    /// <summary>The authorization server refused the code: it was used before, or is too old.</summary>
    CodeRefused,

    /// <summary>The browser did not return in time.</summary>
    TimedOut,

    /// <summary>The callback cannot be received on this machine, usually because another process uses the port.</summary>
    CallbackUnavailable,
}
