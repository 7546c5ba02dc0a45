using Leeway.Grants;

namespace Leeway;

/// <summary>A sign-in failed. Start a new one.</summary>
public sealed class SignInException : GrantException
{
    /// <summary>Initializes an exception.</summary>
    /// <param name="grant">The grant.</param>
    /// <param name="failure">What went wrong.</param>
    /// <param name="message">The message.</param>
    public SignInException(GrantId grant, SignInFailure failure, string message)
        : base(message, grant, null)
    {
        Failure = failure;
    }

    /// <summary>What went wrong.</summary>
    public SignInFailure Failure { get; }
}
