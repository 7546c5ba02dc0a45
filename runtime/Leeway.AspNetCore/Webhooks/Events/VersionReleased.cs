namespace Leeway.AspNetCore.Webhooks;

/// <summary>A version was released. The event is <c>jira:version_released</c>.</summary>
public sealed class VersionReleased : VersionEvent
{
    internal VersionReleased(WebhookPayload payload)
        : base(payload)
    {
    }
}
