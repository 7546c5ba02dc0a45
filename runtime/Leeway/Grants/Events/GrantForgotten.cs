namespace Leeway.Grants;

/// <summary>
/// The application removed the grant with <see cref="GrantKeeper.ForgetAsync"/>. The event is raised in the process that did so; other
/// processes stop using the grant within <see cref="GrantOptions.MaxStaleness"/>.
/// </summary>
/// <param name="Grant">The grant.</param>
/// <param name="At">When it was removed from the store.</param>
public sealed record GrantForgotten(GrantId Grant, DateTimeOffset At) : GrantEvent(Grant, At);
