namespace Leeway.AspNetCore.Webhooks;

/// <summary>The release of a version was undone. The event is <c>jira:version_unreleased</c>.</summary>
public sealed class VersionUnreleased : VersionEvent
{
    internal VersionUnreleased(WebhookPayload payload)
        : base(payload)
    {
    }
}
