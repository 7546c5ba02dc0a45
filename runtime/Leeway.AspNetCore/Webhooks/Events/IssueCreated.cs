namespace Leeway.AspNetCore.Webhooks;

/// <summary>An issue was created. The event is <c>jira:issue_created</c>.</summary>
public sealed class IssueCreated : IssueEvent
{
    internal IssueCreated(WebhookPayload payload)
        : base(payload)
    {
    }
}
