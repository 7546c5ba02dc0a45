using Leeway.Json;

namespace Leeway.AspNetCore.Webhooks;

/// <summary>An event of a filter. Handlers for this type receive each of its events.</summary>
public abstract class FilterEvent : WebhookEvent
{
    private protected FilterEvent(WebhookPayload payload)
        : base(payload)
    {
        Filter = payload.Json.FindObject("filter");
    }

    /// <summary>The filter.</summary>
    public RawJson? Filter { get; }
}
