namespace Leeway.AspNetCore.Webhooks;

/// <summary>A user was deleted. The event is <c>user_deleted</c>.</summary>
public sealed class UserDeleted : UserEvent
{
    internal UserDeleted(WebhookPayload payload)
        : base(payload)
    {
    }
}
