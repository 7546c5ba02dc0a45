namespace Leeway.AspNetCore.Webhooks;

/// <summary>A project was restored from the trash. The event is <c>project_restored_deleted</c>.</summary>
public sealed class ProjectRestored : ProjectEvent
{
    internal ProjectRestored(WebhookPayload payload)
        : base(payload)
    {
    }
}
