using Leeway.Grants;

namespace Leeway.Webhooks;

/// <summary>An event in the life of a kept webhook.</summary>
public sealed record KeptWebhookEvent
{
    /// <summary>What happened.</summary>
    public required KeptWebhookChange Change { get; init; }

    /// <summary>The grant.</summary>
    public required GrantId Grant { get; init; }

    /// <summary>The cloud id of the site.</summary>
    public required string CloudId { get; init; }

    /// <summary>The id of the webhook, if one is concerned.</summary>
    public long? WebhookId { get; init; }

    /// <summary>When the webhook expires, if Jira said so.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>What failed, and what to do; <see langword="null"/> if nothing failed.</summary>
    public string? Problem { get; init; }

    /// <summary>When it happened or was detected.</summary>
    public required DateTimeOffset At { get; init; }
}
