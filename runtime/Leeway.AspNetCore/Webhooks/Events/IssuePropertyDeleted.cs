namespace Leeway.AspNetCore.Webhooks;

/// <summary>A property of an issue was deleted. The event is <c>issue_property_deleted</c>.</summary>
public sealed class IssuePropertyDeleted : IssuePropertyEvent
{
    internal IssuePropertyDeleted(WebhookPayload payload)
        : base(payload)
    {
    }
}
