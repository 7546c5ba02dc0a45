namespace Leeway.AspNetCore.Webhooks;

/// <summary>An issue was updated. The event is <c>jira:issue_updated</c>.</summary>
public sealed class IssueUpdated : IssueEvent
{
    internal IssueUpdated(WebhookPayload payload)
        : base(payload)
    {
        Changelog = WebhookChangelog.Find(payload.Json);
    }

    /// <summary>Which fields changed.</summary>
    public WebhookChangelog? Changelog { get; }
}
