using Leeway.Grants;

namespace Leeway;

/// <summary>A sign-in failed. It is to be begun anew.</summary>
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
