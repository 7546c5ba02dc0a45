namespace Leeway.Simulation;

/// <summary>What protects a grant. Each can be switched off, to see that the simulation notices.</summary>
internal enum Safeguard
{
    /// <summary>Nothing is switched off.</summary>
    None,

    /// <summary>The store gives the lease to everybody.</summary>
    Lease,

    /// <summary>The store writes whatever it is given, whichever version it has.</summary>
    CompareAndSwap,

    /// <summary>The store forgets that a token is about to be spent.</summary>
    RecordedSpend,

    /// <summary>After a refusal, a node is shown what it has seen before instead of what is stored.</summary>
    SecondRead,

    /// <summary>After taking the lease, a node is shown what it has seen before instead of what is stored.</summary>
    RecheckAfterLease,

    /// <summary>Tokens are sent again until the very end of the leeway.</summary>
    LeewayMargin,

    /// <summary>Nodes do not read again whether the store still has a grant in use.</summary>
    Recheck,

    /// <summary>The store takes a write over a grant that has been removed.</summary>
    RemovalIsFinal,
}
