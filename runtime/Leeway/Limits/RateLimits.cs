using System.Collections.Concurrent;

namespace Leeway.Limits;

/// <summary>
/// What is left of Atlassian's limits, as the answers so far told, and which quotas are spent. One for an application; safe for
/// use by many threads.
/// </summary>
/// <remarks>What another process spends of the same quota is known from the next answer on.</remarks>
public sealed class RateLimits
{
    /// <summary>Quotas are counted by the hour. Whatever an answer says, one call finds out after that time how things are.</summary>
    private static readonly TimeSpan s_longestStop = TimeSpan.FromHours(1);

    private readonly TimeProvider _time;
    private readonly ConcurrentDictionary<string, Observation> _observations = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, QuotaStop> _stops = new(StringComparer.Ordinal);
    private volatile bool _hasStops;

    internal RateLimits(TimeProvider time)
    {
        _time = time;
    }

    /// <summary>What is known now, for each product and site that told anything.</summary>
    public IReadOnlyList<SiteRateLimit> Current => [.. _observations.Select(static pair => pair.Value.Read(LimitedPlace.Parse(pair.Key)))];

    /// <summary>The quotas that are spent now.</summary>
    public IReadOnlyList<QuotaStop> Stops
    {
        get
        {
            DateTimeOffset now = _time.GetUtcNow();
            return [.. _stops.Select(static pair => pair.Value).Where(stop => stop.EndsAt > now)];
        }
    }

    /// <summary>Finds what is known of one product at one site.</summary>
    /// <param name="product">The family of products: <c>jira</c> or <c>confluence</c>.</param>
    /// <param name="site">The cloud id of the site, or its host where calls go there directly.</param>
    /// <returns>Null where no answer told anything yet.</returns>
    public SiteRateLimit? Find(string product, string site)
    {
        ArgumentNullException.ThrowIfNull(product);
        ArgumentNullException.ThrowIfNull(site);
        LimitedPlace place = new($"{product}/{site}", product.Length);
        return _observations.TryGetValue(place.Key.ToString(), out Observation? observation) ? observation.Read(place) : null;
    }

    internal void Observe(LimitedPlace place, RateLimitHeaders headers)
    {
        Observation observation = new(headers, _time.GetUtcNow());
        var observations = _observations.GetAlternateLookup<ReadOnlySpan<char>>();
        observations[place.Key] = observation;
    }

    /// <summary>Notes that a quota is spent.</summary>
    /// <returns>The stop; null where it is over already by our clock, or is known from an answer to another call.</returns>
    internal QuotaStop? Stop(LimitedPlace place, RateLimitRefusal refusal)
    {
        DateTimeOffset now = _time.GetUtcNow();
        DateTimeOffset latest = now + s_longestStop;
        DateTimeOffset end = refusal.ResetsAt is { } reset && reset < latest ? reset : latest;
        if (end <= now)
        {
            return null;
        }

        bool isOfApp = refusal.Scope == RateLimitScope.App;
        string key = (isOfApp ? place.Product : place.Key).ToString();
        if (_stops.TryGetValue(key, out QuotaStop? known) && known.EndsAt >= end)
        {
            return null;
        }

        QuotaStop stop = new(refusal.Scope, place.Product.ToString(), isOfApp ? null : place.Site.ToString(), refusal.Reason, end);
        _stops[key] = stop;
        _hasStops = true;
        return stop;
    }

    /// <summary>Finds the quota that holds a call back.</summary>
    internal QuotaStop? FindStop(LimitedPlace place) => _hasStops ? FindStop(place.Product) ?? FindStop(place.Key) : null;

    private QuotaStop? FindStop(ReadOnlySpan<char> key)
    {
        if (!_stops.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(key, out string? stored, out QuotaStop? stop))
        {
            return null;
        }

        if (stop.EndsAt > _time.GetUtcNow())
        {
            return stop;
        }

        // Only this one: a newer may have been put in its place.
        _stops.TryRemove(new KeyValuePair<string, QuotaStop>(stored, stop));
        return null;
    }

    /// <summary>The headers are read only when somebody asks: most answers are followed by another before anyone does.</summary>
    private sealed class Observation(RateLimitHeaders headers, DateTimeOffset readAt)
    {
        private RateLimitStatus? _status;

        public SiteRateLimit Read(LimitedPlace place) =>
            new(place.Product.ToString(), place.Site.ToString(), _status ??= RateLimitStatus.Read(headers), readAt);
    }
}
