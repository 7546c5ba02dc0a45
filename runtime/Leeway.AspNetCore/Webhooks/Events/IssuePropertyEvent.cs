namespace Leeway.AspNetCore.Webhooks;

/// <summary>An event of a property of an issue, which apps store. Handlers for this type receive each of its events.</summary>
public abstract class IssuePropertyEvent : WebhookEvent
{
    private protected IssuePropertyEvent(WebhookPayload payload)
        : base(payload)
    {
        Key = (payload.Json.FindObject("issueProperty") ?? payload.Json.FindObject("property"))?.FindString("key");
        Issue = WebhookIssue.Find(payload.Json);
    }

    /// <summary>The key of the property.</summary>
    public string? Key { get; }

    /// <summary>The issue, if the delivery has it. Atlassian does not document whether it does.</summary>
    public WebhookIssue? Issue { get; }
}
