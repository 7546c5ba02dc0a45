namespace Leeway.AspNetCore.Webhooks;

/// <summary>A sprint was created. The event is <c>sprint_created</c>.</summary>
public sealed class SprintCreated : SprintEvent
{
    internal SprintCreated(WebhookPayload payload)
        : base(payload)
    {
    }
}
