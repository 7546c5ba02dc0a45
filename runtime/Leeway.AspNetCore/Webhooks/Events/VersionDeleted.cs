namespace Leeway.AspNetCore.Webhooks;

/// <summary>A version was deleted. It may have been merged into <see cref="VersionEvent.MergedTo"/>. The event is <c>jira:version_deleted</c>.</summary>
public sealed class VersionDeleted : VersionEvent
{
    internal VersionDeleted(WebhookPayload payload)
        : base(payload)
    {
    }
}
