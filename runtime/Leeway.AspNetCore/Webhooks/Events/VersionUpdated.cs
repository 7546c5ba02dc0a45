namespace Leeway.AspNetCore.Webhooks;

/// <summary>A version was changed. The event is <c>jira:version_updated</c>.</summary>
public sealed class VersionUpdated : VersionEvent
{
    internal VersionUpdated(WebhookPayload payload)
        : base(payload)
    {
    }
}
