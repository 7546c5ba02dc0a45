namespace Leeway.AspNetCore.Webhooks;

/// <summary>A user was changed. The event is <c>user_updated</c>.</summary>
public sealed class UserUpdated : UserEvent
{
    internal UserUpdated(WebhookPayload payload)
        : base(payload)
    {
    }
}
