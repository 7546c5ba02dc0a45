namespace Leeway.AspNetCore.Webhooks;

/// <summary>Unassigned issues were allowed or forbidden. The event is <c>option_unassigned_issues_changed</c>.</summary>
public sealed class UnassignedIssuesOptionChanged : OptionEvent
{
    internal UnassignedIssuesOptionChanged(WebhookPayload payload)
        : base(payload)
    {
    }
}
