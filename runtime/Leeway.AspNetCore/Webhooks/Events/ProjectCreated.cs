namespace Leeway.AspNetCore.Webhooks;

/// <summary>A project was created. The event is <c>project_created</c>.</summary>
public sealed class ProjectCreated : ProjectEvent
{
    internal ProjectCreated(WebhookPayload payload)
        : base(payload)
    {
    }
}
