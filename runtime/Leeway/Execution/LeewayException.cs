namespace Leeway;

/// <summary>The base of every exception that Leeway defines. Catch it to handle all failures of calls, sign-ins and grant stores.</summary>
/// <remarks>
/// Errors in the calling code throw <see cref="ArgumentException"/> or <see cref="InvalidOperationException"/> instead, and a canceled call
/// throws <see cref="OperationCanceledException"/>.
/// </remarks>
public abstract class LeewayException : Exception
{
    /// <summary>Initializes the exception.</summary>
    /// <param name="message">What happened, with which value, and what to do.</param>
    /// <param name="innerException">The cause, or <see langword="null"/>.</param>
    protected LeewayException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }
}
