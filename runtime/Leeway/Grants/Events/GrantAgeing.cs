namespace Leeway.Grants;

/// <summary>The grant comes near to a limit of its age: see <see cref="GrantOptions.AgeWarning"/>.</summary>
/// <param name="Grant">The grant.</param>
/// <param name="At">When this was found.</param>
/// <param name="Limit">Which limit.</param>
/// <param name="LimitAt">When it is reached.</param>
public sealed record GrantAgeing(GrantId Grant, DateTimeOffset At, GrantAgeLimit Limit, DateTimeOffset LimitAt) : GrantEvent(Grant, At);
