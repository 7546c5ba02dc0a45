namespace Leeway;

/// <summary>
/// A grant store cannot be used until it is repaired: it contains data that cannot be read, or it is read-only, full or missing. The
/// message says which store, the cause and what to do.
/// </summary>
public sealed class GrantStoreException : LeewayException
{
    /// <summary>Initializes the exception.</summary>
    /// <param name="message">What is wrong, where, and what to do.</param>
    /// <param name="innerException">The cause, or <see langword="null"/>.</param>
    public GrantStoreException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }
}
