namespace Leeway.AspNetCore.Webhooks;

/// <summary>A worklog was deleted. The event is <c>worklog_deleted</c>.</summary>
public sealed class WorklogDeleted : WorklogEvent
{
    internal WorklogDeleted(WebhookPayload payload)
        : base(payload)
    {
    }
}
