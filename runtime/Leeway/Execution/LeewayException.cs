namespace Leeway;

/// <summary>The base of every exception that Leeway defines: catch it to handle whatever a call, a sign-in or a grant store reports.</summary>
/// <remarks>
/// Mistakes of the calling code are <see cref="ArgumentException"/> or <see cref="InvalidOperationException"/> instead, and a call that its
/// caller cancels ends with <see cref="OperationCanceledException"/>.
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
