namespace Leeway.AspNetCore.Webhooks;

/// <summary>An event of a comment. Handlers for this type receive each of its events.</summary>
public abstract class CommentEvent : WebhookEvent
{
    private protected CommentEvent(WebhookPayload payload)
        : base(payload)
    {
        Comment = WebhookComment.Find(payload.Json);
        Issue = WebhookIssue.Find(payload.Json);
    }

    /// <summary>The comment.</summary>
    public WebhookComment? Comment { get; }

    /// <summary>The issue, if the delivery has it. Atlassian does not document whether it does.</summary>
    public WebhookIssue? Issue { get; }
}
