using Leeway.Fields;

namespace Leeway.AspNetCore.Webhooks;

/// <summary>An event of a version of a project. Handlers for this type receive each of its events.</summary>
public abstract class VersionEvent : WebhookEvent
{
    private protected VersionEvent(WebhookPayload payload)
        : base(payload)
    {
        Version = payload.Json.FindModel<IssueVersion>("version");
        ProjectId = payload.Json.FindObject("version")?.FindId("projectId");
        MergedTo = payload.Json.FindModel<IssueVersion>("mergedTo");
    }

    /// <summary>The version.</summary>
    public IssueVersion? Version { get; }

    /// <summary>The id of the project.</summary>
    public string? ProjectId { get; }

    /// <summary>The version that issues were moved to, if the version was merged or deleted.</summary>
    public IssueVersion? MergedTo { get; }
}
