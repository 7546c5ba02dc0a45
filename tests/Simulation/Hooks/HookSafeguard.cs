namespace Leeway.Simulation;

/// <summary>The safeguards of kept webhooks. Each can be disabled, to check that the simulation detects it.</summary>
internal enum HookSafeguard
{
    /// <summary>No safeguard is disabled.</summary>
    None,

    /// <summary>The store accepts every write, whatever its version.</summary>
    CompareAndSwap,

    /// <summary>The store does not keep the attempts.</summary>
    RecordedAttempt,

    /// <summary>A clean-up compares Jira's list with the records of the site that were read before.</summary>
    RecordsAfterList,

    /// <summary>The store does not keep the webhooks that are to be deleted.</summary>
    ObsoleteIds,

    /// <summary>Attempts seem to be old from the beginning, so that a clean-up does not wait for them.</summary>
    AttemptTime,
}
