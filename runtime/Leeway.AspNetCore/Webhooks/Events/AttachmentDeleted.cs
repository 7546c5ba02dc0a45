namespace Leeway.AspNetCore.Webhooks;

/// <summary>An attachment was deleted. The event is <c>attachment_deleted</c>.</summary>
public sealed class AttachmentDeleted : AttachmentEvent
{
    internal AttachmentDeleted(WebhookPayload payload)
        : base(payload)
    {
    }
}
