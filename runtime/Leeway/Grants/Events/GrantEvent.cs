namespace Leeway.Grants;

/// <summary>Something that befell a grant. It holds no token.</summary>
/// <param name="Grant">The grant.</param>
/// <param name="At">When.</param>
public abstract record GrantEvent(GrantId Grant, DateTimeOffset At);
