namespace Leeway.Grants;

/// <summary>The grant approaches an age limit; see <see cref="GrantOptions.AgeWarning"/>.</summary>
/// <param name="Grant">The grant.</param>
/// <param name="At">When this was detected.</param>
/// <param name="Limit">The limit.</param>
/// <param name="LimitAt">When the limit is reached.</param>
public sealed record GrantAgeing(GrantId Grant, DateTimeOffset At, GrantAgeLimit Limit, DateTimeOffset LimitAt) : GrantEvent(Grant, At);
