namespace Leeway.AspNetCore.Webhooks;

/// <summary>A project was changed. The event is <c>project_updated</c>.</summary>
public sealed class ProjectUpdated : ProjectEvent
{
    internal ProjectUpdated(WebhookPayload payload)
        : base(payload)
    {
    }
}
