namespace Leeway.Grants;

/// <summary>The base of all grant events. An event contains no token.</summary>
/// <param name="Grant">The grant.</param>
/// <param name="At">When the event occurred or was detected.</param>
public abstract record GrantEvent(GrantId Grant, DateTimeOffset At);
