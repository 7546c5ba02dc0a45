using Leeway.Grants;

namespace Leeway;

/// <summary>
/// There is no access token at the moment, because the authorization server or the grant store failed. The message says which, and why.
/// The grant is unchanged. Make the call again later.
/// </summary>
public sealed class TokenUnavailableException : GrantException
{
    internal TokenUnavailableException(GrantId grant, string detail, TimeSpan? retryAfter, Exception? innerException)
        : base($"There is no access token for grant '{grant}' at the moment: {detail}.", grant, innerException)
    {
        RetryAfter = retryAfter;
    }

    /// <summary>
    /// How long the authorization server asked to wait; <see langword="null"/> if it did not ask. The value is limited to one hour: after
    /// that, another request is sent even if the server asked for a longer wait.
    /// </summary>
    public TimeSpan? RetryAfter { get; }
}
