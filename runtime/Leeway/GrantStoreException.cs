namespace Leeway;

/// <summary>A grant store holds something that it cannot read. It has been left as it was.</summary>
public sealed class GrantStoreException : Exception
{
    /// <summary>Makes the exception.</summary>
    /// <param name="message">What is wrong, where, and what to do.</param>
    /// <param name="innerException">What lies beneath.</param>
    public GrantStoreException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }
}
