namespace Leeway.AspNetCore.Webhooks;

/// <summary>A board was changed. The event is <c>board_updated</c>.</summary>
public sealed class BoardUpdated : BoardEvent
{
    internal BoardUpdated(WebhookPayload payload)
        : base(payload)
    {
    }
}
