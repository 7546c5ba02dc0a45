namespace Leeway.AspNetCore.Webhooks;

/// <summary>A project was archived. The event is <c>project_archived</c>.</summary>
public sealed class ProjectArchived : ProjectEvent
{
    internal ProjectArchived(WebhookPayload payload)
        : base(payload)
    {
    }
}
