namespace Leeway.AspNetCore.Webhooks;

/// <summary>A sprint was deleted. The event is <c>sprint_deleted</c>.</summary>
public sealed class SprintDeleted : SprintEvent
{
    internal SprintDeleted(WebhookPayload payload)
        : base(payload)
    {
    }
}
