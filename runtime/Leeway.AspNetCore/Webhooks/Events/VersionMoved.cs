namespace Leeway.AspNetCore.Webhooks;

/// <summary>A version was moved in the order of its project. The event is <c>jira:version_moved</c>.</summary>
public sealed class VersionMoved : VersionEvent
{
    internal VersionMoved(WebhookPayload payload)
        : base(payload)
    {
    }
}
