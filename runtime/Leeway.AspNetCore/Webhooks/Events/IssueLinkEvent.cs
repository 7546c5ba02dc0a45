namespace Leeway.AspNetCore.Webhooks;

/// <summary>An event of a link between issues. Handlers for this type receive each of its events.</summary>
public abstract class IssueLinkEvent : WebhookEvent
{
    private protected IssueLinkEvent(WebhookPayload payload)
        : base(payload)
    {
        Link = WebhookIssueLink.Find(payload.Json);
    }

    /// <summary>The link.</summary>
    public WebhookIssueLink? Link { get; }
}
