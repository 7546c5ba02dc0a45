namespace Leeway.Grants;

/// <summary>The limits after which Atlassian ends a grant.</summary>
public enum GrantAgeLimit
{
    /// <summary>
    /// The time since the last rotation: <see cref="GrantOptions.InactivityLimit"/>. Only the keep-alive checks grants that are not in use,
    /// so this is reported only where the keep-alive runs and could not refresh the grant.
    /// </summary>
    Inactivity,

    /// <summary>The time since the consent: <see cref="GrantOptions.AbsoluteLimit"/>. Only a new consent restarts it.</summary>
    Absolute,
}
