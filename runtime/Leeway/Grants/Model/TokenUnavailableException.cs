using Leeway.Grants;

namespace Leeway;

/// <summary>
/// There is no access token at the moment, because the authorization server or the grant store failed. The message says which, and why.
/// The grant is unchanged. Make the call again later.
/// </summary>
public sealed class TokenUnavailableException : GrantException
{
    /// <summary>Initializes an exception.</summary>
    /// <param name="grant">The grant.</param>
    /// <param name="detail">What failed, without a final period. It must not contain a secret.</param>
    /// <param name="retryAfter">How long the authorization server asked to wait; <see langword="null"/> if it did not ask.</param>
    /// <param name="innerException">The cause.</param>
    public TokenUnavailableException(GrantId grant, string detail, TimeSpan? retryAfter = null, Exception? innerException = null)
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
