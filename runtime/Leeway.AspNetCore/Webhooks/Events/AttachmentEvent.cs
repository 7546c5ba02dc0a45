using Leeway.Fields;

namespace Leeway.AspNetCore.Webhooks;

/// <summary>An event of an attachment. Handlers for this type receive each of its events.</summary>
public abstract class AttachmentEvent : WebhookEvent
{
    private protected AttachmentEvent(WebhookPayload payload)
        : base(payload)
    {
        Attachment = payload.Json.FindModel<IssueAttachment>("attachment");
        Issue = WebhookIssue.Find(payload.Json);
    }

    /// <summary>The attachment.</summary>
    public IssueAttachment? Attachment { get; }

    /// <summary>The issue, if the delivery has it. Atlassian does not document whether it does.</summary>
    public WebhookIssue? Issue { get; }
}
