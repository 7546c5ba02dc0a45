namespace Leeway.AspNetCore.Webhooks;

/// <summary>Attachments were enabled or disabled. The event is <c>option_attachments_changed</c>.</summary>
public sealed class AttachmentsOptionChanged : OptionEvent
{
    internal AttachmentsOptionChanged(WebhookPayload payload)
        : base(payload)
    {
    }
}
