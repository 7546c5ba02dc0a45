namespace Leeway.Grants;

/// <summary>The grant can no longer be renewed. The user must consent again.</summary>
/// <param name="Grant">The grant.</param>
/// <param name="At">When this was detected.</param>
/// <param name="Loss">The probable reason.</param>
public sealed record GrantLost(GrantId Grant, DateTimeOffset At, GrantLoss Loss) : GrantEvent(Grant, At);
