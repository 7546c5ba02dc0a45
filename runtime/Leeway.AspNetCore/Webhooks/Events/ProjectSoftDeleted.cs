namespace Leeway.AspNetCore.Webhooks;

/// <summary>A project was moved to the trash. The event is <c>project_soft_deleted</c>.</summary>
public sealed class ProjectSoftDeleted : ProjectEvent
{
    internal ProjectSoftDeleted(WebhookPayload payload)
        : base(payload)
    {
    }
}
