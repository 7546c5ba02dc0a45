using System.Diagnostics;
using Leeway.Grants;

namespace Leeway.Webhooks;

/// <summary>
/// What is known about the webhook of a grant at a site. Jira's own list does not show which grant a webhook belongs to, so only a record
/// proves it.
/// </summary>
[DebuggerDisplay("{WebhookId} of {Grant.Value,nq} at {CloudId,nq}")]
public sealed record KeptWebhook
{
    /// <summary>The grant, as it is stored: in a named registration, with the prefix of its app.</summary>
    public required GrantId Grant { get; init; }

    /// <summary>The cloud id of the site, in lower case.</summary>
    public required string CloudId { get; init; }

    /// <summary>Changes with each write. The first version of a record is random, so that no version occurs twice.</summary>
    public required long Version { get; init; }

    /// <summary>The address of the site, such as <c>https://example.atlassian.net</c>; <see langword="null"/> if it is not known.</summary>
    public string? Site { get; init; }

    /// <summary>The id of the webhook, which is unique at the site; <see langword="null"/> if there is none.</summary>
    public long? WebhookId { get; init; }

    /// <summary>A digest of the description that the webhook was registered with.</summary>
    public string? Fingerprint { get; init; }

    /// <summary>The address that the webhook was registered with.</summary>
    public string? Url { get; init; }

    /// <summary>When the webhook expires, as Jira said; <see langword="null"/> until Jira was asked.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>The ids of webhooks that are to be deleted.</summary>
    public IReadOnlyList<long> ObsoleteIds { get; init; } = [];

    /// <summary>
    /// When registrations began whose result is not recorded. Each may have created a webhook that no record has.
    /// </summary>
    public IReadOnlyList<DateTimeOffset> Attempts { get; init; } = [];

    /// <summary>When the record was last compared with Jira's list; <see langword="null"/> if never.</summary>
    public DateTimeOffset? CheckedAt { get; init; }

    /// <summary>The token family with which it was compared. After another consent, it is compared again.</summary>
    public string? Family { get; init; }

    /// <summary>Until when other processes leave the record alone, because one works on it; <see langword="null"/> if none does.</summary>
    public DateTimeOffset? BusyUntil { get; init; }

    /// <summary>Since when the user disconnects; <see langword="null"/> if the user does not.</summary>
    public DateTimeOffset? LeavingSince { get; init; }

    /// <summary>Whether a webhook may exist that the record is needed for.</summary>
    internal bool IsEmpty => WebhookId is null && ObsoleteIds.Count == 0 && Attempts.Count == 0;

    /// <summary>Whether a webhook belongs to the record.</summary>
    internal bool Has(long webhookId) => WebhookId == webhookId || ObsoleteIds.Contains(webhookId);
}
