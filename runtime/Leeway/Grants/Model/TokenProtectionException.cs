namespace Leeway;

/// <summary>Stored tokens cannot be decrypted: their key is not among those given, or somebody has changed them.</summary>
/// <remarks>No consent is lost by that. Give the store the key it was written with, and all is as before.</remarks>
public sealed class TokenProtectionException : LeewayException
{
    /// <summary>Makes the exception.</summary>
    /// <param name="message">What is wrong and what to do.</param>
    /// <param name="innerException">What the cryptography said, if it did.</param>
    public TokenProtectionException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }
}
