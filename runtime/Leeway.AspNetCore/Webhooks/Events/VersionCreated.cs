namespace Leeway.AspNetCore.Webhooks;

/// <summary>A version was created. The event is <c>jira:version_created</c>.</summary>
public sealed class VersionCreated : VersionEvent
{
    internal VersionCreated(WebhookPayload payload)
        : base(payload)
    {
    }
}
