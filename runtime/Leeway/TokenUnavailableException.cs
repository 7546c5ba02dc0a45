using Leeway.Grants;

namespace Leeway;

/// <summary>
/// No token can be had for now, for trouble with the authorization server or the grant store. The grant is as it was, and is
/// seen to in the background; the call may be made again later.
/// </summary>
public sealed class TokenUnavailableException : GrantException
{
    internal TokenUnavailableException(GrantId grant, string detail, TimeSpan? retryAfter, Exception? innerException)
        : base($"No token can be had for grant '{grant}' for now: {detail}{Advice(innerException)}.", grant, innerException)
    {
        RetryAfter = retryAfter;
    }

    /// <summary>How long the authorization server asked to wait; <see langword="null"/> where it did not say.</summary>
    public TimeSpan? RetryAfter { get; }

    // Of a store that holds what it cannot read, the message says what to do.
    private static string Advice(Exception? exception) =>
        exception is GrantStoreException or TokenProtectionException ? ". " + exception.Message.TrimEnd('.') : "";
}
