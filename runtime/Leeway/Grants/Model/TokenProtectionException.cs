namespace Leeway;

/// <summary>Stored tokens cannot be decrypted: their key is not configured, or they were changed.</summary>
/// <remarks>No consent is lost. Configure the key that the tokens were encrypted with, and they can be read again.</remarks>
public sealed class TokenProtectionException : LeewayException
{
    /// <summary>Initializes the exception.</summary>
    /// <param name="message">What is wrong and what to do.</param>
    /// <param name="innerException">The cause, or <see langword="null"/>.</param>
    public TokenProtectionException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }
}
