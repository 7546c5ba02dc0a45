using Leeway.Grants;
using Leeway.Simulator.Authorization;

namespace Leeway.Simulation;

/// <summary>What one life of a node has been told, and could therefore know.</summary>
internal sealed class NodeView
{
    /// <summary>The grant as last read or written.</summary>
    public Grant? Latest { get; set; }

    /// <summary>The token that the server gave it last.</summary>
    public IssuedRefreshToken? Received { get; set; }

    /// <summary>When that was.</summary>
    public long ReceivedAt { get; set; }

    /// <summary>The newest token that it has seen in the store.</summary>
    public IssuedRefreshToken? Newest { get; set; }

    /// <summary>The refresh token that was stored when it was last given the lease.</summary>
    public string? StoredAtLease { get; set; }

    /// <summary>The spends that it has recorded.</summary>
    public HashSet<string> OwnSpends { get; } = new(StringComparer.Ordinal);

    /// <summary>The spend that it has recorded where there was none.</summary>
    public string? FreshSpend { get; set; }

    /// <summary>Since when it knows that <see cref="FreshSpend"/> had no effect; <see langword="null"/> if it does not.</summary>
    public long? UntouchedSince { get; set; }

    /// <summary>Whether it has been asked to forget the grant, and has not said that it did.</summary>
    public bool IsForgetting { get; set; }

    /// <summary>The families that its application was told are forgotten.</summary>
    public HashSet<TokenFamily> Forgotten { get; } = [];

    /// <summary>Access tokens that were answered 401 when they were old enough for that to count.</summary>
    public HashSet<string> Rejected { get; } = new(StringComparer.Ordinal);

    public void Learn(IssuedRefreshToken token)
    {
        if (Newest is null
            || token.Family.Number > Newest.Family.Number
            || (token.Family.Number == Newest.Family.Number && token.Generation >= Newest.Generation))
        {
            Newest = token;
        }
    }
}
