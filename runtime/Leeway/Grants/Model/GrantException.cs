using Leeway.Grants;

namespace Leeway;

/// <summary>A call could not be made for want of a token.</summary>
public abstract class GrantException : LeewayException
{
    private protected GrantException(string message, GrantId grant, Exception? innerException)
        : base(message, innerException)
    {
        Grant = grant;
    }

    /// <summary>The grant concerned.</summary>
    public GrantId Grant { get; }
}
