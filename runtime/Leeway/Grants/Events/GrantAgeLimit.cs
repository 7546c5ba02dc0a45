namespace Leeway.Grants;

/// <summary>What Atlassian counts before it ends a grant.</summary>
public enum GrantAgeLimit
{
    /// <summary>
    /// The time since the last rotation: <see cref="GrantOptions.InactivityLimit"/>. Only the keep-alive looks at grants that
    /// nobody calls with, so only where it runs, and fails to refresh, is this told.
    /// </summary>
    Inactivity,

    /// <summary>The time since the consent: <see cref="GrantOptions.AbsoluteLimit"/>. Only a new consent begins it anew.</summary>
    Absolute,
}
