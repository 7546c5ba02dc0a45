namespace Leeway.AspNetCore.Webhooks;

/// <summary>A filter was deleted. The event is <c>filter_deleted</c>.</summary>
public sealed class FilterDeleted : FilterEvent
{
    internal FilterDeleted(WebhookPayload payload)
        : base(payload)
    {
    }
}
