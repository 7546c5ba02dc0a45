using System.Collections.Concurrent;

namespace Leeway.Limits;

/// <summary>
/// The state of Atlassian's rate limits as reported by the latest responses, and the spent quotas. An application has one instance, which
/// is thread-safe.
/// </summary>
/// <remarks>Points that another process spends from the same quota become known with the next response.</remarks>
public sealed class RateLimits
{
    /// <summary>Quotas are counted per hour. After this time a call is sent even if the response named a later time.</summary>
    private static readonly TimeSpan s_maxStop = TimeSpan.FromHours(1);

    private readonly TimeProvider _time;
    private readonly ConcurrentDictionary<string, Observation> _observations = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, QuotaStop> _stops = new(StringComparer.Ordinal);
    private volatile bool _hasStops;

    internal RateLimits(TimeProvider time)
    {
        _time = time;
    }

    /// <summary>The known limits of each product and site whose responses contained any.</summary>
    public IReadOnlyList<SiteRateLimit> Current => [.. _observations.Select(static pair => pair.Value.Read(LimitedPlace.Parse(pair.Key)))];

    /// <summary>The quotas that are currently spent.</summary>
    public IReadOnlyList<QuotaStop> Stops
    {
        get
        {
            DateTimeOffset now = _time.GetUtcNow();
            return [.. _stops.Select(static pair => pair.Value).Where(stop => stop.EndsAt > now)];
        }
    }

    /// <summary>Finds the limits of one product at one site.</summary>
    /// <param name="product">The product family: <c>jira</c> or <c>confluence</c>.</param>
    /// <param name="site">The cloud id of the site, or its host if calls go directly to the site.</param>
    /// <returns><see langword="null"/> if no response has contained limits yet.</returns>
    public SiteRateLimit? Find(string product, string site)
    {
        ArgumentNullException.ThrowIfNull(product);
        ArgumentNullException.ThrowIfNull(site);
        LimitedPlace place = new($"{product}/{site}", product.Length);
        return _observations.TryGetValue(place.Key.ToString(), out Observation? observation) ? observation.Read(place) : null;
    }

    /// <summary>Whether a quota has ever been spent, so that calls have to be compared with the stops.</summary>
    internal bool HasStops => _hasStops;

    internal void Observe(LimitedPlace place, RateLimitHeaders headers)
    {
        Observation observation = new(headers, _time.GetUtcNow());
        var observations = _observations.GetAlternateLookup<ReadOnlySpan<char>>();
        observations[place.Key] = observation;
    }

    /// <summary>Notes that a quota is spent.</summary>
    /// <returns>
    /// The stop; <see langword="null"/> if it has already ended by the local clock, or is known from the response to another call.
    /// </returns>
    internal QuotaStop? Stop(LimitedPlace place, RateLimitRefusal refusal)
    {
        DateTimeOffset now = _time.GetUtcNow();
        DateTimeOffset latest = now + s_maxStop;
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

        QuotaStop stop = new()
        {
            Scope = refusal.Scope,
            Product = place.Product.ToString(),
            Site = isOfApp ? null : place.Site.ToString(),
            Reason = refusal.Reason,
            EndsAt = end,
        };
        _stops[key] = stop;
        _hasStops = true;
        return stop;
    }

    /// <summary>Finds the spent quota that covers a call.</summary>
    internal QuotaStop? FindStop(LimitedPlace place) => FindStop(place.Product) ?? FindStop(place.Key);

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

        // Remove only this one, because a newer one may have replaced it.
        _stops.TryRemove(new KeyValuePair<string, QuotaStop>(stored, stop));
        return null;
    }

    /// <summary>
    /// Parses the headers only on request, because most responses are followed by another before their headers are requested.
    /// </summary>
    private sealed class Observation(RateLimitHeaders headers, DateTimeOffset readAt)
    {
        private RateLimitStatus? _status;

        public SiteRateLimit Read(LimitedPlace place) => new()
        {
            Product = place.Product.ToString(),
            Site = place.Site.ToString(),
            Status = _status ??= RateLimitStatus.Read(headers),
            ReadAt = readAt,
        };
    }
}
