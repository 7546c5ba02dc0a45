using Leeway.Grants;

namespace Leeway;

/// <summary>
/// The grant store did not remove a grant. The process in which <see cref="GrantKeeper.ForgetAsync"/> was called no longer uses it. Other
/// processes that share the store use it until <see cref="GrantKeeper.ForgetAsync"/> succeeds in any of them.
/// </summary>
public sealed class GrantNotForgottenException : GrantException
{
    /// <summary>Initializes an exception.</summary>
    /// <param name="grant">The grant.</param>
    /// <param name="detail">What the store did, without a final period.</param>
    /// <param name="innerException">The cause.</param>
    public GrantNotForgottenException(GrantId grant, string detail, Exception innerException)
        : base(
            $"The grant '{grant}' may not have been removed. {detail}. This process no longer uses it; other processes, and this one after a restart, still do. "
                + "Call ForgetAsync again.",
            grant,
            innerException)
    {
    }
}
