namespace Leeway.AspNetCore.Webhooks;

/// <summary>An event of a board. Handlers for this type receive each of its events.</summary>
public abstract class BoardEvent : WebhookEvent
{
    private protected BoardEvent(WebhookPayload payload)
        : base(payload)
    {
        Board = WebhookBoard.Find(payload.Json);
    }

    /// <summary>The board.</summary>
    public WebhookBoard? Board { get; }
}
