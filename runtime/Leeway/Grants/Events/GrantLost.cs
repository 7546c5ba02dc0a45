namespace Leeway.Grants;

/// <summary>The grant can no longer be renewed: the user has to consent again.</summary>
/// <param name="Grant">The grant.</param>
/// <param name="At">When this was found out.</param>
/// <param name="Loss">Why, as far as can be told.</param>
public sealed record GrantLost(GrantId Grant, DateTimeOffset At, GrantLoss Loss) : GrantEvent(Grant, At);
