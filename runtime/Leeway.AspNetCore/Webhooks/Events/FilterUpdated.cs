namespace Leeway.AspNetCore.Webhooks;

/// <summary>A filter was changed. The event is <c>filter_updated</c>.</summary>
public sealed class FilterUpdated : FilterEvent
{
    internal FilterUpdated(WebhookPayload payload)
        : base(payload)
    {
    }
}
