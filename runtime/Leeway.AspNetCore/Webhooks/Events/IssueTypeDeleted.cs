namespace Leeway.AspNetCore.Webhooks;

/// <summary>An issue type was deleted. The event is <c>issuetype_deleted</c>.</summary>
public sealed class IssueTypeDeleted : IssueTypeEvent
{
    internal IssueTypeDeleted(WebhookPayload payload)
        : base(payload)
    {
    }
}
