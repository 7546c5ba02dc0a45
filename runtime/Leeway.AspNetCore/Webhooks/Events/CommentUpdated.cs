namespace Leeway.AspNetCore.Webhooks;

/// <summary>A comment was changed. The event is <c>comment_updated</c>.</summary>
public sealed class CommentUpdated : CommentEvent
{
    internal CommentUpdated(WebhookPayload payload)
        : base(payload)
    {
    }
}
