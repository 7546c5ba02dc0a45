namespace Leeway;

/// <summary>
/// A call does not specify a grant, and there is no current user whose grant it could use: it is not made during a request, or nobody is
/// signed in to the application.
/// </summary>
public sealed class NoCurrentGrantException : LeewayException
{
    /// <summary>Initializes an exception.</summary>
    /// <param name="message">What happened, and what to do.</param>
    public NoCurrentGrantException(string message)
        : base(message)
    {
    }
}
