namespace Leeway.AspNetCore.Webhooks;

/// <summary>Subtasks were enabled or disabled. The event is <c>option_subtasks_changed</c>.</summary>
public sealed class SubtasksOptionChanged : OptionEvent
{
    internal SubtasksOptionChanged(WebhookPayload payload)
        : base(payload)
    {
    }
}
