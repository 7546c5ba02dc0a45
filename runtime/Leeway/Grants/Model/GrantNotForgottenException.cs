using Leeway.Grants;

namespace Leeway;

/// <summary>
/// The grant store did not remove a grant. The process that was told to forget it no longer uses it; other processes over the same store
/// do until <see cref="GrantKeeper.ForgetAsync"/> succeeds in any of them.
/// </summary>
public sealed class GrantNotForgottenException : GrantException
{
    internal GrantNotForgottenException(GrantId grant, string detail, Exception innerException)
        : base(
            $"The grant '{grant}' was not removed for certain. {detail}. This process no longer uses it; other processes, and this one after a restart, do. "
                + "Call ForgetAsync again.",
            grant,
            innerException)
    {
    }
}
