namespace Leeway.Grants;

/// <summary>A doubt is over and the grant is alive. One that ends otherwise is followed by <see cref="GrantLost"/> instead.</summary>
/// <param name="Grant">The grant.</param>
/// <param name="At">When this was found.</param>
/// <param name="Since">When the doubt began.</param>
public sealed record GrantDoubtResolved(GrantId Grant, DateTimeOffset At, DateTimeOffset Since) : GrantEvent(Grant, At);
