namespace Leeway.AspNetCore.Webhooks;

/// <summary>A sprint was started. The event is <c>sprint_started</c>.</summary>
public sealed class SprintStarted : SprintEvent
{
    internal SprintStarted(WebhookPayload payload)
        : base(payload)
    {
    }
}
