using Leeway.Webhooks;

namespace Leeway.EntityFrameworkCore;

/// <summary>A row of the table of kept webhooks: which webhook belongs to a grant at a site.</summary>
/// <remarks>
/// The class is public so that an application's own context can map it, and not sealed because lazy-loading proxies need to derive from it.
/// Only the store should use its contents.
/// </remarks>
public class KeptWebhookRow
{
    /// <summary>The <see cref="KeptWebhook.Grant"/>, which is unique together with <see cref="CloudId"/>.</summary>
    public required string GrantId { get; set; }

    /// <summary>The <see cref="KeptWebhook.CloudId"/>.</summary>
    public required string CloudId { get; set; }

    /// <summary>The <see cref="KeptWebhook.Version"/>.</summary>
    public long Version { get; set; }

    /// <summary>The <see cref="KeptWebhook.Site"/>.</summary>
    public string? Site { get; set; }

    /// <summary>The <see cref="KeptWebhook.WebhookId"/>.</summary>
    public long? WebhookId { get; set; }

    /// <summary>The <see cref="KeptWebhook.Fingerprint"/>.</summary>
    public string? Fingerprint { get; set; }

    /// <summary>The <see cref="KeptWebhook.Url"/>.</summary>
    public string? Url { get; set; }

    /// <summary>The <see cref="KeptWebhook.ExpiresAt"/>, in UTC.</summary>
    public DateTime? ExpiresAt { get; set; }

    /// <summary>The <see cref="KeptWebhook.ObsoleteIds"/>, separated by commas; <see langword="null"/> if there are none.</summary>
    public string? ObsoleteIds { get; set; }

    /// <summary>The <see cref="KeptWebhook.Attempts"/> in UTC, separated by commas; <see langword="null"/> if there are none.</summary>
    public string? Attempts { get; set; }

    /// <summary>The <see cref="KeptWebhook.CheckedAt"/>, in UTC.</summary>
    public DateTime? CheckedAt { get; set; }

    /// <summary>The <see cref="KeptWebhook.Family"/>.</summary>
    public string? Family { get; set; }

    /// <summary>The <see cref="KeptWebhook.BusyUntil"/>, in UTC.</summary>
    public DateTime? BusyUntil { get; set; }

    /// <summary>The <see cref="KeptWebhook.LeavingSince"/>, in UTC.</summary>
    public DateTime? LeavingSince { get; set; }
}
