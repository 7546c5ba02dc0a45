namespace Leeway.AspNetCore.Webhooks;

/// <summary>A board was created. The event is <c>board_created</c>.</summary>
public sealed class BoardCreated : BoardEvent
{
    internal BoardCreated(WebhookPayload payload)
        : base(payload)
    {
    }
}
