namespace Leeway.Grants;

/// <summary>A doubt has ended and the grant is alive. If the grant is lost, <see cref="GrantLost"/> is raised instead.</summary>
/// <param name="Grant">The grant.</param>
/// <param name="At">When this was detected.</param>
/// <param name="Since">When the doubt began.</param>
public sealed record GrantDoubtResolved(GrantId Grant, DateTimeOffset At, DateTimeOffset Since) : GrantEvent(Grant, At);
