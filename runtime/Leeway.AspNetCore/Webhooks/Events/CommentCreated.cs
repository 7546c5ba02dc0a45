namespace Leeway.AspNetCore.Webhooks;

/// <summary>A comment was added. The event is <c>comment_created</c>.</summary>
public sealed class CommentCreated : CommentEvent
{
    internal CommentCreated(WebhookPayload payload)
        : base(payload)
    {
    }
}
