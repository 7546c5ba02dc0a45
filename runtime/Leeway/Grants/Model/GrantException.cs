using Leeway.Grants;

namespace Leeway;

/// <summary>The base of exceptions that concern a grant, for example because there is no token for a call.</summary>
public abstract class GrantException : LeewayException
{
    private protected GrantException(string message, GrantId grant, Exception? innerException)
        : base(message, innerException)
    {
        Grant = grant;
    }

    /// <summary>The grant.</summary>
    public GrantId Grant { get; }
}
