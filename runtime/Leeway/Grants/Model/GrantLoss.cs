namespace Leeway.Grants;

/// <summary>Describes why a grant can no longer be used, as far as that is known.</summary>
/// <param name="Reason">The probable reason.</param>
/// <param name="Evidence">A sentence that says what the reason was inferred from. It contains no secret.</param>
/// <param name="At">When the loss was detected.</param>
public sealed record GrantLoss(GrantLossReason Reason, string Evidence, DateTimeOffset At);
