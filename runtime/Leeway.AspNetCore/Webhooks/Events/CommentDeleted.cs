namespace Leeway.AspNetCore.Webhooks;

/// <summary>A comment was deleted. The event is <c>comment_deleted</c>.</summary>
public sealed class CommentDeleted : CommentEvent
{
    internal CommentDeleted(WebhookPayload payload)
        : base(payload)
    {
    }
}
