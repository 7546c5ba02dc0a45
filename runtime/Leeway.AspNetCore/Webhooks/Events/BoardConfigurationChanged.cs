namespace Leeway.AspNetCore.Webhooks;

/// <summary>The configuration of a board was changed. The event is <c>board_configuration_changed</c>.</summary>
public sealed class BoardConfigurationChanged : BoardEvent
{
    internal BoardConfigurationChanged(WebhookPayload payload)
        : base(payload)
    {
    }
}
