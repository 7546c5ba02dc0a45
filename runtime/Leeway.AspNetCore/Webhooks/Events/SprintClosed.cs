namespace Leeway.AspNetCore.Webhooks;

/// <summary>A sprint was closed. The event is <c>sprint_closed</c>.</summary>
public sealed class SprintClosed : SprintEvent
{
    internal SprintClosed(WebhookPayload payload)
        : base(payload)
    {
    }
}
