using Leeway.Webhooks;

namespace Leeway.EntityFrameworkCore;

/// <summary>A row of the webhook table: a delivery, until it is forgotten.</summary>
/// <remarks>
/// The class is public so that an application's own context can map it, and not sealed because lazy-loading proxies need to derive from it.
/// Only the store should use its contents.
/// </remarks>
public class WebhookRow
{
    /// <summary>The <see cref="WebhookDelivery.Key"/>.</summary>
    public required string Id { get; set; }

    /// <summary>The <see cref="WebhookDelivery.Fingerprint"/>, which is unique as well.</summary>
    public required string Fingerprint { get; set; }

    /// <summary>The <see cref="WebhookDelivery.Registration"/>.</summary>
    public required string Registration { get; set; }

    /// <summary>The <see cref="WebhookDelivery.Site"/>.</summary>
    public required string Site { get; set; }

    /// <summary>The <see cref="WebhookDelivery.Identifier"/>.</summary>
    public required string Identifier { get; set; }

    /// <summary>The body; <see langword="null"/> after the delivery was handled.</summary>
    public string? Body { get; set; }

    /// <summary>The time when it was received, in UTC.</summary>
    public DateTime ReceivedAt { get; set; }

    /// <summary>How often Atlassian had sent it before.</summary>
    public int RetryCount { get; set; }

    /// <summary>The <see cref="WebhookDelivery.Flow"/>.</summary>
    public string? Flow { get; set; }

    /// <summary>
    /// The time in UTC from which a process may claim it, which is the end of the claim while there is one; <see langword="null"/> if it is not
    /// open.
    /// </summary>
    public DateTime? DueAt { get; set; }

    /// <summary>The claim; <see langword="null"/> if there is none.</summary>
    public string? Owner { get; set; }

    /// <summary>The number of attempts to handle it.</summary>
    public int Attempts { get; set; }
}
