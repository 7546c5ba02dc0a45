using Leeway.Grants;

namespace Leeway;

/// <summary>A sign-in failed. Start a new one.</summary>
public sealed class SignInException : GrantException
{
    internal SignInException(GrantId grant, SignInFailure failure, string message)
        : base(message, grant, null)
    {
        Failure = failure;
    }

    /// <summary>What went wrong.</summary>
    public SignInFailure Failure { get; }
}
