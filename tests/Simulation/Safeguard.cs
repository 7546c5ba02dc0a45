namespace Leeway.Simulation;

/// <summary>The safeguards of a grant. Each can be disabled, to check that the simulation detects it.</summary>
internal enum Safeguard
{
    /// <summary>No safeguard is disabled.</summary>
    None,

    /// <summary>The store grants the lease to every node.</summary>
    Lease,

    /// <summary>The store accepts every write, whatever its version.</summary>
    CompareAndSwap,

    /// <summary>The store does not keep the pending spend.</summary>
    RecordedSpend,

    /// <summary>After a rejection, a node reads the state that it saw before instead of the stored one.</summary>
    SecondRead,

    /// <summary>After acquiring the lease, a node reads the state that it saw before instead of the stored one.</summary>
    RecheckAfterLease,

    /// <summary>Tokens are sent again until the very end of the leeway.</summary>
    LeewayMargin,

    /// <summary>Nodes do not check again whether the store still has a grant in use.</summary>
    Recheck,

    /// <summary>The store accepts a write over a removed grant.</summary>
    RemovalIsFinal,
}
