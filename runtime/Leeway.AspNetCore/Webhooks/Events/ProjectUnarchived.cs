namespace Leeway.AspNetCore.Webhooks;

/// <summary>A project was restored from the archive. The event is <c>project_restored_archived</c>.</summary>
public sealed class ProjectUnarchived : ProjectEvent
{
    internal ProjectUnarchived(WebhookPayload payload)
        : base(payload)
    {
    }
}
