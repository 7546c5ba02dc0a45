namespace Leeway.AspNetCore.Webhooks;

/// <summary>A project was deleted for good. The event is <c>project_deleted</c>.</summary>
public sealed class ProjectDeleted : ProjectEvent
{
    internal ProjectDeleted(WebhookPayload payload)
        : base(payload)
    {
    }
}
