namespace Leeway.AspNetCore.Webhooks;

/// <summary>An event that this version does not know. <see cref="WebhookEvent.Json"/> has all of it.</summary>
public sealed class UnknownWebhookEvent : WebhookEvent
{
    internal UnknownWebhookEvent(WebhookPayload payload)
        : base(payload)
    {
    }
}
