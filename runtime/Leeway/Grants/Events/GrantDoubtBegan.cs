namespace Leeway.Grants;

/// <summary>
/// The response to a refresh was lost, so the refresh token may be spent. It is sent again until the doubt is resolved. Each process
/// that works on the doubt raises this event.
/// </summary>
/// <param name="Grant">The grant.</param>
/// <param name="At">When this was detected.</param>
/// <param name="Since">When the token was first sent.</param>
public sealed record GrantDoubtBegan(GrantId Grant, DateTimeOffset At, DateTimeOffset Since) : GrantEvent(Grant, At);
