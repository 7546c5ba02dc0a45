using Leeway.Fields;

namespace Leeway.AspNetCore.Webhooks;

/// <summary>An event of a project. Handlers for this type receive each of its events.</summary>
public abstract class ProjectEvent : WebhookEvent
{
    private protected ProjectEvent(WebhookPayload payload)
        : base(payload)
    {
        Project = payload.Json.FindModel<IssueProject>("project");
    }

    /// <summary>The project.</summary>
    public IssueProject? Project { get; }
}
