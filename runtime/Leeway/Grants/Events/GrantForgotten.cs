namespace Leeway.Grants;

/// <summary>
/// The application removed the grant by <see cref="GrantKeeper.ForgetAsync"/>. It is raised in the process that did so; the other processes
/// stop using the grant within <see cref="GrantOptions.MaxStaleness"/>.
/// </summary>
/// <param name="Grant">The grant.</param>
/// <param name="At">When the store no longer had it.</param>
public sealed record GrantForgotten(GrantId Grant, DateTimeOffset At) : GrantEvent(Grant, At);
