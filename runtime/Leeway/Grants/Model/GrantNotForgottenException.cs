using Leeway.Grants;

namespace Leeway;

/// <summary>
/// The grant store did not remove a grant. The process that was told to forget it no longer uses it; other processes over the same store
/// do until <see cref="GrantKeeper.ForgetAsync"/> succeeds in any of them.
/// </summary>
public sealed class GrantNotForgottenException : GrantException
{
    internal GrantNotForgottenException(GrantId grant, Exception innerException)
        : base(
            $"Grant '{grant}' may still be in the grant store: {innerException.Message.TrimEnd('.')}. This process no longer uses it; other processes, and this one after a restart, do. "
                + "Call ForgetAsync again.",
            grant,
            innerException)
    {
    }
}
