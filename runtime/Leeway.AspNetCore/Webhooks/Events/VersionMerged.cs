namespace Leeway.AspNetCore.Webhooks;

/// <summary>A version was merged into another. The event is <c>jira:version_merged</c>.</summary>
public sealed class VersionMerged : VersionEvent
{
    internal VersionMerged(WebhookPayload payload)
        : base(payload)
    {
    }
}
