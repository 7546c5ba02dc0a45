namespace Leeway.AspNetCore.Webhooks;

/// <summary>A rule of the organization blocks the access of an app to objects. <see cref="WebhookEvent.Json"/> has the details, which Atlassian does not document. Handlers for this type receive each of its events.</summary>
public abstract class AppAccessEvent : WebhookEvent
{
    private protected AppAccessEvent(WebhookPayload payload)
        : base(payload)
    {
    }
}
