namespace Leeway;

/// <summary>
/// A grant store cannot be used until somebody repairs it: it holds something that cannot be read, or it is read-only, full or not there. The
/// message names the store, the cause and what to do.
/// </summary>
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
