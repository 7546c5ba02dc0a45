namespace Leeway.AspNetCore.Webhooks;

/// <summary>A file was attached. The event is <c>attachment_created</c>.</summary>
public sealed class AttachmentCreated : AttachmentEvent
{
    internal AttachmentCreated(WebhookPayload payload)
        : base(payload)
    {
    }
}
