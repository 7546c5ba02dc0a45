namespace Leeway.AspNetCore.Webhooks;

/// <summary>An issue was deleted. The event is <c>jira:issue_deleted</c>.</summary>
public sealed class IssueDeleted : IssueEvent
{
    internal IssueDeleted(WebhookPayload payload)
        : base(payload)
    {
    }
}
