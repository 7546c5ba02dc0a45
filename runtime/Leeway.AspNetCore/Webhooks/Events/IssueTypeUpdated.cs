namespace Leeway.AspNetCore.Webhooks;

/// <summary>An issue type was changed. The event is <c>issuetype_updated</c>.</summary>
public sealed class IssueTypeUpdated : IssueTypeEvent
{
    internal IssueTypeUpdated(WebhookPayload payload)
        : base(payload)
    {
    }
}
