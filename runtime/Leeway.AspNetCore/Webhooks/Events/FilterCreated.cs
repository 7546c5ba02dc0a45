namespace Leeway.AspNetCore.Webhooks;

/// <summary>A filter was created. The event is <c>filter_created</c>.</summary>
public sealed class FilterCreated : FilterEvent
{
    internal FilterCreated(WebhookPayload payload)
        : base(payload)
    {
    }
}
