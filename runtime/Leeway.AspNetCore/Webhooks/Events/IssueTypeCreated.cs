namespace Leeway.AspNetCore.Webhooks;

/// <summary>An issue type was created. The event is <c>issuetype_created</c>.</summary>
public sealed class IssueTypeCreated : IssueTypeEvent
{
    internal IssueTypeCreated(WebhookPayload payload)
        : base(payload)
    {
    }
}
