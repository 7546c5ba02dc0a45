namespace Leeway.AspNetCore.Webhooks;

/// <summary>A property of an issue was set. The event is <c>issue_property_set</c>.</summary>
public sealed class IssuePropertySet : IssuePropertyEvent
{
    internal IssuePropertySet(WebhookPayload payload)
        : base(payload)
    {
    }
}
