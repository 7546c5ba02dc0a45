using System.Collections.Concurrent;
using Leeway;
using Leeway.Grants;

namespace CustomerWorker;

/// <summary>The customers whose work would fail again for a known reason. A new sign-in ends the hold of a customer.</summary>
internal sealed class CustomerHolds(TimeProvider time)
{
    /// <summary>The time after which a limited call is made again if the refusal contains none.</summary>
    private static readonly TimeSpan s_limitedTime = TimeSpan.FromMinutes(5);

    private static readonly TimeSpan s_unavailableTime = TimeSpan.FromHours(1);

    private readonly ConcurrentDictionary<GrantId, Hold> _holds = new();

    /// <summary>Decides by the cause of a failure how long the customer is on hold.</summary>
    public void Add(GrantOutline customer, Exception failure)
    {
        DateTimeOffset? end = failure switch
        {
            // Only the customer can change this.
            ReauthorizationRequiredException or MissingScopeException => DateTimeOffset.MaxValue,
            RateLimitedException limited => limited.ResetsAt ?? time.GetUtcNow() + s_limitedTime,
            SiteUnavailableException => time.GetUtcNow() + s_unavailableTime,
            _ => null,
        };
        if (end is { } until)
        {
            _holds[customer.Id] = new Hold(customer.Family, until);
        }
    }

    public bool Contains(GrantOutline customer) =>
        _holds.TryGetValue(customer.Id, out Hold? hold) && hold.Family == customer.Family && time.GetUtcNow() < hold.Until;

    /// <summary>Forgets customers that have disconnected.</summary>
    public void KeepOnly(IEnumerable<GrantOutline> customers)
    {
        foreach (GrantId gone in _holds.Keys.Except(customers.Select(static customer => customer.Id)))
        {
            _holds.TryRemove(gone, out _);
        }
    }

    /// <param name="Family">The token family, which a sign-in replaces.</param>
    /// <param name="Until">When the hold ends.</param>
    private sealed record Hold(string Family, DateTimeOffset Until);
}
