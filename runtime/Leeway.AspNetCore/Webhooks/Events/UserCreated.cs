namespace Leeway.AspNetCore.Webhooks;

/// <summary>A user was created. The event is <c>user_created</c>.</summary>
public sealed class UserCreated : UserEvent
{
    internal UserCreated(WebhookPayload payload)
        : base(payload)
    {
    }
}
