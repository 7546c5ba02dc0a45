namespace Leeway.Grants;

/// <summary>
/// The application removed the grant with <see cref="GrantKeeper.ForgetAsync"/>. The event is raised in the process that did so; other
/// processes stop using the grant within <see cref="GrantOptions.MaxStaleness"/>. <see cref="GrantEvent.At"/> is the time when it was removed
/// from the store.
/// </summary>
public sealed record GrantForgotten : GrantEvent;
