namespace Leeway.AspNetCore.Webhooks;

/// <summary>Links between issues were enabled or disabled. The event is <c>option_issuelinks_changed</c>.</summary>
public sealed class IssueLinksOptionChanged : OptionEvent
{
    internal IssueLinksOptionChanged(WebhookPayload payload)
        : base(payload)
    {
    }
}
