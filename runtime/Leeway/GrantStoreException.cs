namespace Leeway;

/// <summary>A grant store cannot be used until somebody mends it: it holds something that cannot be read, is read-only, or is not there.
/// Nothing has been changed.</summary>
public sealed class GrantStoreException : LeewayException
{
    /// <summary>Makes the exception.</summary>
    /// <param name="message">What is wrong, where, and what to do.</param>
    /// <param name="innerException">What lies beneath.</param>
    public GrantStoreException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }
}
