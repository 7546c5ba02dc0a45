namespace Leeway.Webhooks;

/// <summary>
/// Decides what a webhook needs, from its record and the time. <c>docs/webhooks.md</c> describes the protocol.
/// </summary>
internal static class KeepingDecision
{
    /// <summary>The maximum number of registrations whose result is not known. Then none is begun until it is known what they created.</summary>
    public const int MaxAttempts = 3;

    /// <summary>The maximum number of webhooks of a user at a site.</summary>
    public const int MaxWebhooks = 5;

    /// <summary>How long after an attempt was recorded its request may still be sent.</summary>
    public static readonly TimeSpan MaxSendDelay = TimeSpan.FromMinutes(2);

    /// <summary>
    /// How long after an attempt was recorded its webhook may appear at Jira: until it is sent, while the request is in transit, and with clocks
    /// that differ by minutes.
    /// </summary>
    public static readonly TimeSpan AttemptTime = TimeSpan.FromMinutes(20);

    /// <summary>How long a process works on a record, without others.</summary>
    public static readonly TimeSpan BusyTime = TimeSpan.FromMinutes(5);

    /// <summary>How long nothing is registered for a user who disconnects, if the same consent still exists afterwards.</summary>
    public static readonly TimeSpan LeavingTime = TimeSpan.FromMinutes(15);

    /// <summary>A webhook with less time is extended. Of 30 days, 10 have passed then.</summary>
    public static readonly TimeSpan ExtendBelow = TimeSpan.FromDays(20);

    /// <summary>A webhook cannot have more time. If it seems to, this clock is behind, and the webhook is extended.</summary>
    public static readonly TimeSpan MaxLife = TimeSpan.FromDays(31);

    /// <summary>A webhook with less time has not been extended for many days, which is reported as trouble.</summary>
    public static readonly TimeSpan TroubleBelow = TimeSpan.FromDays(7);

    private static readonly TimeSpan s_checkInterval = TimeSpan.FromDays(1);
    private static readonly TimeSpan s_maxClockDifference = TimeSpan.FromHours(1);

    /// <summary>Whether another process works on the record.</summary>
    public static bool IsBusy(KeptWebhook record, DateTimeOffset now) =>
        record.BusyUntil is { } until && until > now && until <= now + (BusyTime * 2);

    /// <summary>Whether the user disconnects.</summary>
    /// <param name="record">The record.</param>
    /// <param name="family">The token family of the grant; <see langword="null"/> if it is not known.</param>
    /// <param name="now">The time.</param>
    public static bool IsLeaving(KeptWebhook record, string? family, DateTimeOffset now) =>
        record.LeavingSince is { } since && !HasPassed(since, LeavingTime, now) && (family is null || record.Family is null || family == record.Family);

    /// <summary>Whether Jira must be called for a record.</summary>
    /// <param name="record">The record.</param>
    /// <param name="fingerprint">The digest of the wanted description; <see langword="null"/> if no webhook is wanted.</param>
    /// <param name="family">The token family of the grant; <see langword="null"/> if it is not known.</param>
    /// <param name="now">The time.</param>
    public static bool IsDue(KeptWebhook record, string? fingerprint, string? family, DateTimeOffset now) =>
        record.ObsoleteIds.Count > 0
        || record.LeavingSince is not null
        || (fingerprint is null ? record.WebhookId is not null : NeedsRegistration(record, fingerprint) || NeedsExtension(record, now) || NeedsCheck(record, family, now))
        || (record.Attempts.Count > 0 && !MayAttemptsAppear(record, now));

    /// <summary>Whether there is no webhook, or one of another description.</summary>
    public static bool NeedsRegistration(KeptWebhook record, string fingerprint) => record.WebhookId is null || record.Fingerprint != fingerprint;

    /// <summary>Whether the webhook must be extended. Records differ by up to two days, so that not all are due at the same time.</summary>
    public static bool NeedsExtension(KeptWebhook record, DateTimeOffset now) =>
        record.ExpiresAt is not { } expiresAt || ExpiresSoon(record, now) || expiresAt - now > MaxLife;

    /// <summary>Whether the webhook has so little time that it must be extended.</summary>
    public static bool ExpiresSoon(KeptWebhook record, DateTimeOffset now) =>
        record.ExpiresAt - now < ExtendBelow - (TimeSpan.FromDays(2) * Vary(record));

    /// <summary>Whether a webhook of any attempt may still appear at Jira.</summary>
    public static bool MayAttemptsAppear(KeptWebhook record, DateTimeOffset now) => record.Attempts.Any(since => !HasPassed(since, AttemptTime, now));

    /// <summary>
    /// Compares a record with Jira's list. A webhook that is not in the list does not exist, or belongs to another user of the same grant id.
    /// </summary>
    public static KeptWebhook Observe(KeptWebhook record, IReadOnlyList<ListedWebhook> listed)
    {
        long? found = null;
        DateTimeOffset? expiresAt = record.ExpiresAt;
        List<long> obsolete = [];
        foreach (ListedWebhook webhook in listed)
        {
            if (webhook.Id == record.WebhookId)
            {
                found = webhook.Id;
                expiresAt = webhook.ExpiresAt ?? expiresAt;
            }
            else if (record.ObsoleteIds.Contains(webhook.Id))
            {
                obsolete.Add(webhook.Id);
            }
        }

        return record with { WebhookId = found, ExpiresAt = found is null ? null : expiresAt, ObsoleteIds = obsolete };
    }

    /// <summary>Makes the webhook of a record one that is to be deleted.</summary>
    public static KeptWebhook Retire(KeptWebhook record) => record.WebhookId is { } id
        ? record with { WebhookId = null, Fingerprint = null, Url = null, ObsoleteIds = [.. record.ObsoleteIds, id] }
        : record;

    /// <summary>
    /// Finds the webhooks with the address of the app that no record has. They were created by registrations whose result was lost.
    /// </summary>
    /// <param name="listed">The webhooks that Jira listed.</param>
    /// <param name="records">All records of the site, read after Jira's list, so that a webhook that was registered meanwhile is known.</param>
    /// <param name="url">The address.</param>
    public static List<long> FindOrphans(IReadOnlyList<ListedWebhook> listed, IReadOnlyList<KeptWebhook> records, string url)
    {
        HashSet<long> known = [];
        foreach (KeptWebhook record in records)
        {
            known.UnionWith(record.ObsoleteIds);
            if (record.WebhookId is { } id)
            {
                known.Add(id);
            }
        }

        return [.. listed.Where(webhook => webhook.Url == url && !known.Contains(webhook.Id)).Select(static webhook => webhook.Id)];
    }

    /// <summary>Whether the record of a grant that no longer exists is of no use: it has no webhook, or its webhook has expired.</summary>
    public static bool IsDisposable(KeptWebhook record, DateTimeOffset now)
    {
        if (record.LeavingSince is { } since && !HasPassed(since, LeavingTime, now))
        {
            return false;
        }

        if (record.IsEmpty)
        {
            return true;
        }

        // Nothing that the record knows of can live longer than a webhook from the last time at which something was done.
        DateTimeOffset? last = record.CheckedAt;
        foreach (DateTimeOffset attempt in record.Attempts)
        {
            last = last > attempt ? last : attempt;
        }

        return last + MaxLife <= now && !(record.ExpiresAt > now);
    }

    /// <summary>The time of the last check that makes a record due at once.</summary>
    public static DateTimeOffset DueAgainAt(DateTimeOffset now) => now - s_checkInterval;

    private static bool NeedsCheck(KeptWebhook record, string? family, DateTimeOffset now) =>
        record.CheckedAt is not { } at
        || HasPassed(at, s_checkInterval * (1 - (Vary(record) / 4)), now)
        || (family is not null && family != record.Family);

    // A time that lies far ahead comes from a wrong clock. It must not prevent anything.
    private static bool HasPassed(DateTimeOffset since, TimeSpan duration, DateTimeOffset now) => since + duration <= now || since > now + s_maxClockDifference;

    /// <summary>Returns a number from 0 to 1 that is always the same for a webhook.</summary>
    private static double Vary(KeptWebhook record) => record.WebhookId is { } id ? (id * 7919 % 1000 + 1000) % 1000 / 1000d : 0;
}
