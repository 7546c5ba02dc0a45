namespace Leeway.Webhooks;

/// <summary>The store of webhooks cannot be used until somebody fixes it. The message says how.</summary>
public sealed class WebhookStoreException : LeewayException
{
    /// <summary>Initializes the exception.</summary>
    /// <param name="message">What happened, and what to do.</param>
    /// <param name="innerException">The cause, or <see langword="null"/>.</param>
    public WebhookStoreException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }
}
