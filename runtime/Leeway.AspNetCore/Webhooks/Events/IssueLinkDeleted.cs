namespace Leeway.AspNetCore.Webhooks;

/// <summary>A link between issues was deleted. The event is <c>issuelink_deleted</c>.</summary>
public sealed class IssueLinkDeleted : IssueLinkEvent
{
    internal IssueLinkDeleted(WebhookPayload payload)
        : base(payload)
    {
    }
}
