namespace Leeway.AspNetCore.Webhooks;

/// <summary>An event of a user. <see cref="WebhookEvent.User"/> is the user that it is about. Handlers for this type receive each of its events.</summary>
public abstract class UserEvent : WebhookEvent
{
    private protected UserEvent(WebhookPayload payload)
        : base(payload)
    {
    }
}
