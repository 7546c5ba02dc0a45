namespace Leeway.AspNetCore.Webhooks;

/// <summary>A board was deleted. The event is <c>board_deleted</c>.</summary>
public sealed class BoardDeleted : BoardEvent
{
    internal BoardDeleted(WebhookPayload payload)
        : base(payload)
    {
    }
}
