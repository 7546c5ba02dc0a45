using Leeway.Simulator;
using Leeway.Simulator.Authorization;
using Leeway.Simulator.Wire;

namespace Leeway.Cluster;

/// <summary>Records which node makes calls with which token, by the clock of the simulator.</summary>
internal sealed class GatewayWatch(AtlassianSimulator simulator, ClusterSettings settings)
{
    // More of them say nothing new.
    private const int MaxUnexplained = 20;

    private readonly Lock _lock = new();
    private readonly Dictionary<(int Node, int Family), int> _generations = [];
    private readonly TokenHistory _history = new(settings);
    private readonly Dictionary<(int Node, StaleCause Cause), StaleCount> _stale = [];
    private readonly List<string> _unexplained = [];
    private readonly List<double> _fresh = [];
    private HashSet<int>[] _serving = NewSets(settings.Nodes);
    private long _calls;
    private long _superseded;

    /// <summary>Observes a request to the token endpoint.</summary>
    public void ObserveExchange(SimulatedRequest request)
    {
        if (TokenRequest.TryParse(request.Headers.GetValueOrDefault("Content-Type"), request.Body, out TokenRequest? exchange)
            && exchange.RefreshToken is { } token
            && NodeTransport.FindNode(request.Headers) is { } node)
        {
            lock (_lock)
            {
                _history.Add(token, node, simulator.Time.GetUtcNow());
            }
        }
    }

    /// <summary>Observes a call to the gateway.</summary>
    public void Observe(SimulatedRequest request)
    {
        if (request.BearerToken is not { } bearer || NodeTransport.Find(request.Headers) is not { } call)
        {
            return;
        }

        DateTimeOffset now = simulator.Time.GetUtcNow();
        AccessTokenStanding standing = simulator.Authorization.Inspect(bearer);
        lock (_lock)
        {
            _calls++;
            if (!standing.IsUsable)
            {
                CountStale_NeedsLock(call, standing, now);
                return;
            }

            IssuedRefreshToken companion = standing.Token!.Companion!;
            _serving[call.Node].Add(companion.Family.Number);
            if (companion.GracedSince is not null)
            {
                _superseded++;
            }

            (int, int) key = (call.Node, companion.Family.Number);
            bool isKnown = _generations.TryGetValue(key, out int known);
            if (companion.Generation > known)
            {
                _generations[key] = companion.Generation;
                if (isKnown)
                {
                    IssuedAccessToken former = companion.Parent!.Companion!;
                    _fresh.Add((now - (former.ExpiresAt - settings.GetMargin(former.ExpiresAt - former.IssuedAt))).TotalMilliseconds);
                }
            }

            _generations.TryAdd(key, companion.Generation);
        }
    }

    /// <summary>Restarts the count of the grants that each node uses.</summary>
    public void CountServingAnew()
    {
        lock (_lock)
        {
            _serving = NewSets(settings.Nodes);
        }
    }

    public SimulatorReport Report(int lostAnswers)
    {
        IReadOnlyList<AuthorizationEvent> events = simulator.Authorization.Events;
        lock (_lock)
        {
            return new SimulatorReport(
                events.Count(static entry => entry.Kind == AuthorizationEventKind.Rotated),
                simulator.Authorization.Exchanges,
                events.Count(static entry => entry.Kind == AuthorizationEventKind.Refused),
                [.. events.Where(static entry => entry.Kind == AuthorizationEventKind.FamilyRevoked).Select(static entry => $"family {entry.Family} at {entry.At:HH:mm:ss.fff}: {entry.Detail}")],
                lostAnswers,
                _calls,
                _superseded,
                [.. _stale.Values],
                [.. _unexplained],
                [.. _serving.Select(static set => set.Count)],
                [.. _fresh]);
        }
    }

    private void CountStale_NeedsLock(SentCall sent, AccessTokenStanding standing, DateTimeOffset now)
    {
        StaleCause cause = StaleCause.Unexplained;
        TimeSpan age = TimeSpan.Zero;
        string? detail = $"node {sent.Node}: {standing.Refusal}";
        if (standing.Token is { } token && now >= token.ExpiresAt)
        {
            (DateTimeOffset usableUntil, TimeSpan margin) = _history.GetEndOfUse(token, sent.Node);
            StaleCall call = new(sent, now, token.ExpiresAt, usableUntil, margin);
            (cause, age, detail) = (call.Cause, call.Age, call.ToString());
        }

        if (cause == StaleCause.Unexplained && _unexplained.Count < MaxUnexplained)
        {
            _unexplained.Add(detail);
        }

        StaleCount count = _stale.GetValueOrDefault((sent.Node, cause)) ?? new StaleCount(sent.Node, cause, 0, 0);
        _stale[(sent.Node, cause)] = count with { Calls = count.Calls + 1, MaxAge = Math.Max(count.MaxAge, age.TotalMilliseconds) };
    }

    private static HashSet<int>[] NewSets(int nodes) => [.. Enumerable.Range(0, nodes).Select(static _ => new HashSet<int>())];
}
