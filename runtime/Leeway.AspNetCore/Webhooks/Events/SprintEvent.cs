using Leeway.Fields;

namespace Leeway.AspNetCore.Webhooks;

/// <summary>An event of a sprint. Handlers for this type receive each of its events.</summary>
public abstract class SprintEvent : WebhookEvent
{
    private protected SprintEvent(WebhookPayload payload)
        : base(payload)
    {
        Sprint = payload.Json.FindModel<IssueSprint>("sprint");
    }

    /// <summary>The sprint.</summary>
    public IssueSprint? Sprint { get; }
}
