namespace Leeway.AspNetCore.Webhooks;

/// <summary>An event of an issue. Handlers for this type receive each of its events.</summary>
public abstract class IssueEvent : WebhookEvent
{
    private protected IssueEvent(WebhookPayload payload)
        : base(payload)
    {
        Issue = WebhookIssue.Find(payload.Json);
        IssueEventTypeName = payload.Json.FindString("issue_event_type_name");
    }

    /// <summary>The issue.</summary>
    public WebhookIssue? Issue { get; }

    /// <summary>What was done, such as <c>issue_updated</c>, <c>issue_generic</c> or <c>issue_assigned</c>. Sites can have further ones.</summary>
    public string? IssueEventTypeName { get; }
}
