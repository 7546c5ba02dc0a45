namespace Leeway.AspNetCore.Webhooks;

/// <summary>A worklog was changed. The event is <c>worklog_updated</c>.</summary>
public sealed class WorklogUpdated : WorklogEvent
{
    internal WorklogUpdated(WebhookPayload payload)
        : base(payload)
    {
    }
}
