namespace Leeway.AspNetCore.Webhooks;

/// <summary>Watching was enabled or disabled. The event is <c>option_watching_changed</c>.</summary>
public sealed class WatchingOptionChanged : OptionEvent
{
    internal WatchingOptionChanged(WebhookPayload payload)
        : base(payload)
    {
    }
}
