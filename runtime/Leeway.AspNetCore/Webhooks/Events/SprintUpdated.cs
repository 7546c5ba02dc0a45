namespace Leeway.AspNetCore.Webhooks;

/// <summary>A sprint was changed. The event is <c>sprint_updated</c>.</summary>
public sealed class SprintUpdated : SprintEvent
{
    internal SprintUpdated(WebhookPayload payload)
        : base(payload)
    {
    }
}
