namespace Leeway.Grants;

/// <summary>
/// The refresh token may be spent, for its answer was lost; it is sent again until the doubt is resolved. Told by each process
/// that works on it.
/// </summary>
/// <param name="Grant">The grant.</param>
/// <param name="At">When this was found.</param>
/// <param name="Since">When the token was first sent.</param>
public sealed record GrantDoubtBegan(GrantId Grant, DateTimeOffset At, DateTimeOffset Since) : GrantEvent(Grant, At);
