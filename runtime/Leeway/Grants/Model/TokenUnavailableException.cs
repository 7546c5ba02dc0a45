using Leeway.Grants;

namespace Leeway;

/// <summary>
/// There is no access token at the moment, because the authorization server or the grant store is in trouble. The message says which, and why.
/// The grant is as it was, and its refresh is tried again in the background; make the call again later.
/// </summary>
public sealed class TokenUnavailableException : GrantException
{
    internal TokenUnavailableException(GrantId grant, string detail, TimeSpan? retryAfter, Exception? innerException)
        : base($"There is no access token for grant '{grant}' at the moment: {detail}.", grant, innerException)
    {
        RetryAfter = retryAfter;
    }

    /// <summary>
    /// How long the authorization server asked to wait; <see langword="null"/> where it did not say. At most one hour, after which it is
    /// asked again even if it asked for longer.
    /// </summary>
    public TimeSpan? RetryAfter { get; }
}
