using Leeway.Grants;

namespace Leeway.Webhooks;

/// <summary>A webhook that this process cannot keep, or that expires soon.</summary>
public sealed record KeptWebhookTrouble
{
    /// <summary>The grant; <see langword="null"/> if all are concerned.</summary>
    public GrantId? Grant { get; init; }

    /// <summary>The cloud id of the site; <see langword="null"/> if it is not known.</summary>
    public string? CloudId { get; init; }

    /// <summary>What is wrong, and what to do.</summary>
    public required string Problem { get; init; }

    /// <summary>Since when.</summary>
    public required DateTimeOffset Since { get; init; }
}
