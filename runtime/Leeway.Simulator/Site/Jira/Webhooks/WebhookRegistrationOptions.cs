namespace Leeway.Simulator.Site;

/// <summary>How a site registers dynamic webhooks. Can be changed at any time.</summary>
public sealed class WebhookRegistrationOptions
{
    /// <summary>
    /// Whether <c>expirationDate</c> is a text, as in the examples of Atlassian's reference, instead of a number of milliseconds, as in its
    /// document.
    /// </summary>
    public bool WritesExpirationAsText { get; set; }

    /// <summary>
    /// Whether an app lists, refreshes and deletes the webhooks of all its users on the site, and not only those of the user that it calls for.
    /// Atlassian's reference says "registered by the calling app", which can mean both.
    /// </summary>
    public bool SharesWebhooksOfUsers { get; set; }
}
