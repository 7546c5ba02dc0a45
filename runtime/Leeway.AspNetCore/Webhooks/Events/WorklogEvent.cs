namespace Leeway.AspNetCore.Webhooks;

/// <summary>An event of a worklog. Handlers for this type receive each of its events.</summary>
public abstract class WorklogEvent : WebhookEvent
{
    private protected WorklogEvent(WebhookPayload payload)
        : base(payload)
    {
        Worklog = WebhookWorklog.Find(payload.Json);
        Issue = WebhookIssue.Find(payload.Json);
    }

    /// <summary>The worklog.</summary>
    public WebhookWorklog? Worklog { get; }

    /// <summary>The issue, if the delivery has it. Atlassian does not document whether it does.</summary>
    public WebhookIssue? Issue { get; }
}
