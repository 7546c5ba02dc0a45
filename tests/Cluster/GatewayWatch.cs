using System.Globalization;
using Leeway.Simulator;
using Leeway.Simulator.Authorization;
using Leeway.Simulator.Wire;

namespace Leeway.Cluster;

/// <summary>Records which node makes calls with which token, by the clock of the simulator.</summary>
internal sealed class GatewayWatch(AtlassianSimulator simulator, ClusterSettings settings)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<(int Node, int Family), int> _generations = [];
    private readonly Dictionary<string, int> _stale = new(StringComparer.Ordinal);
    private readonly List<double> _fresh = [];
    private HashSet<int>[] _serving = NewSets(settings.Nodes);
    private long _calls;
    private long _superseded;

    public void Observe(SimulatedRequest request)
    {
        if (request.BearerToken is not { } bearer
            || !request.Headers.TryGetValue(ClusterApplication.NodeHeader, out string? header)
            || int.Parse(header, CultureInfo.InvariantCulture) is var node && node >= settings.Nodes)
        {
            return;
        }

        DateTimeOffset now = simulator.Time.GetUtcNow();
        AccessTokenStanding standing = simulator.Authorization.Inspect(bearer);
        lock (_lock)
        {
            _calls++;
            if (standing.Refusal is { } refusal)
            {
                _stale[refusal] = _stale.GetValueOrDefault(refusal) + 1;
                return;
            }

            IssuedRefreshToken companion = standing.Token!.Companion!;
            _serving[node].Add(companion.Family.Number);
            if (companion.GracedSince is not null)
            {
                _superseded++;
            }

            (int, int) key = (node, companion.Family.Number);
            bool isKnown = _generations.TryGetValue(key, out int known);
            if (companion.Generation > known)
            {
                _generations[key] = companion.Generation;
                if (isKnown)
                {
                    _fresh.Add((now - (companion.Parent!.Companion!.ExpiresAt - settings.ExpiryMargin)).TotalMilliseconds);
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
                new Dictionary<string, int>(_stale),
                [.. _serving.Select(static set => set.Count)],
                [.. _fresh]);
        }
    }

    private static HashSet<int>[] NewSets(int nodes) => [.. Enumerable.Range(0, nodes).Select(static _ => new HashSet<int>())];
}
