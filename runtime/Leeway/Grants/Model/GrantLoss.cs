namespace Leeway.Grants;

/// <summary>That a grant can no longer be renewed, and why, as far as can be told.</summary>
/// <param name="Reason">The probable reason.</param>
/// <param name="Evidence">What the reason was inferred from, in one sentence; no secret.</param>
/// <param name="At">When it was found out.</param>
public sealed record GrantLoss(GrantLossReason Reason, string Evidence, DateTimeOffset At);
