namespace Leeway.AspNetCore.Webhooks;

/// <summary>Time tracking was enabled, disabled or set up differently. The event is <c>option_timetracking_changed</c>.</summary>
public sealed class TimeTrackingOptionChanged : OptionEvent
{
    internal TimeTrackingOptionChanged(WebhookPayload payload)
        : base(payload)
    {
    }
}
