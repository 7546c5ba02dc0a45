namespace Leeway.Grants;

/// <summary>Describes why a grant can no longer be used, as far as that is known.</summary>
public sealed record GrantLoss
{
    /// <summary>The probable reason.</summary>
    public required GrantLossReason Reason { get; init; }

    /// <summary>A sentence that says what the reason was inferred from. It contains no secret.</summary>
    public required string Evidence { get; init; }

    /// <summary>When the loss was detected.</summary>
    public required DateTimeOffset At { get; init; }
}
