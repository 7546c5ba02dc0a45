using Leeway.Fields;

namespace Leeway.AspNetCore.Webhooks;

/// <summary>An event of an issue type. Handlers for this type receive each of its events.</summary>
public abstract class IssueTypeEvent : WebhookEvent
{
    private protected IssueTypeEvent(WebhookPayload payload)
        : base(payload)
    {
        IssueType = payload.Json.FindModel<IssueType>("issueType") ?? payload.Json.FindModel<IssueType>("issuetype");
    }

    /// <summary>The issue type.</summary>
    public IssueType? IssueType { get; }
}
