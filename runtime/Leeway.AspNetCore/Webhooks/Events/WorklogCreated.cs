namespace Leeway.AspNetCore.Webhooks;

/// <summary>A worklog was added. The event is <c>worklog_created</c>.</summary>
public sealed class WorklogCreated : WorklogEvent
{
    internal WorklogCreated(WebhookPayload payload)
        : base(payload)
    {
    }
}
