namespace Leeway.AspNetCore.Webhooks;

/// <summary>Issues were linked. The event is <c>issuelink_created</c>.</summary>
public sealed class IssueLinkCreated : IssueLinkEvent
{
    internal IssueLinkCreated(WebhookPayload payload)
        : base(payload)
    {
    }
}
