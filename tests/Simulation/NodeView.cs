using Leeway.Grants;
using Leeway.Simulator.Authorization;

namespace Leeway.Simulation;

/// <summary>What one life of a node has learned.</summary>
internal sealed class NodeView
{
    /// <summary>The grant as it was last read or written.</summary>
    public Grant? Latest { get; set; }

    /// <summary>The last token that the server returned to the node.</summary>
    public IssuedRefreshToken? Received { get; set; }

    /// <summary>The time when the node received it.</summary>
    public long ReceivedAt { get; set; }

    /// <summary>The newest token that the node has seen in the store.</summary>
    public IssuedRefreshToken? Newest { get; set; }

    /// <summary>The refresh token that was stored when the node last acquired the lease.</summary>
    public string? StoredAtLease { get; set; }

    /// <summary>The spends that the node has recorded.</summary>
    public HashSet<string> OwnSpends { get; } = new(StringComparer.Ordinal);

    /// <summary>The spend that the node recorded when none was pending.</summary>
    public string? FreshSpend { get; set; }

    /// <summary>The time since when the node knows that <see cref="FreshSpend"/> had no effect; <see langword="null"/> if it does not
    /// know.</summary>
    public long? UntouchedSince { get; set; }

    /// <summary>Whether the node is forgetting the grant, and has not finished.</summary>
    public bool IsForgetting { get; set; }

    /// <summary>The families that the application of the node knows to be forgotten.</summary>
    public HashSet<TokenFamily> Forgotten { get; } = [];

    /// <summary>The access tokens that got a 401 when they were old enough for that to count.</summary>
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
