using System.Diagnostics;

namespace Leeway.Cluster;

/// <summary>
/// Kills nodes, pauses them past their lease and now and then past the leeway, and restarts the server. At least half of the nodes are
/// left alone at any time: whatever is in doubt can be recovered inside the leeway.
/// </summary>
internal sealed class Disturber(ClusterSettings settings, IReadOnlyList<NodeProcess> nodes, Action<string> tell)
{
    private static readonly TimeSpan s_longestLull = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan s_firstRestart = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan s_restartInterval = TimeSpan.FromSeconds(25);

    // A pause past the leeway is worth its time where the leeway is short.
    private static readonly TimeSpan s_longestPause = TimeSpan.FromMinutes(2);

    private readonly Random _random = new(settings.Seed);
    private readonly List<Task> _disturbances = [];

    public int Kills { get; private set; }

    public int Pauses { get; private set; }

    public int LongPauses { get; private set; }

    public int Restarts { get; private set; }

    /// <summary>Disturbs until it is cancelled, then lets everything recover.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        Stopwatch elapsed = Stopwatch.StartNew();
        TimeSpan nextRestart = s_firstRestart;
        while (!cancellationToken.IsCancellationRequested)
        {
            await Task.WhenAny(Task.Delay(s_longestLull * _random.NextDouble(), cancellationToken));
            if (settings.RestartsDatabase && elapsed.Elapsed > nextRestart && !cancellationToken.IsCancellationRequested)
            {
                Restarts++;
                nextRestart = elapsed.Elapsed + (s_restartInterval * (0.5 + _random.NextDouble()));
                tell("restarts PostgreSQL");
                await ClusterDatabase.RestartServerAsync();
            }

            int index = _random.Next(nodes.Count);
            double choice = _random.NextDouble();
            double length = _random.NextDouble();
            if (nodes[index].IsDisturbed || (nodes.Count(static node => node.IsDisturbed) + 1) * 2 > nodes.Count || cancellationToken.IsCancellationRequested)
            {
                continue;
            }

            _disturbances.Add(
                choice < 0.4 ? KillAsync(index, TimeSpan.FromSeconds(3 * length), cancellationToken)
                : choice < 0.95 || settings.Leeway > s_longestPause ? PauseAsync(index, settings.LeaseDuration * (0.8 + (2 * length)), cancellationToken)
                : PauseAsync(index, settings.Leeway * 1.05, cancellationToken));
        }

        await Task.WhenAll(_disturbances);
    }

    private async Task KillAsync(int index, TimeSpan pause, CancellationToken cancellationToken)
    {
        NodeProcess node = nodes[index];
        node.IsDisturbed = true;
        Kills++;
        tell($"kills node {index}");
        await node.KillAsync();
        await Task.WhenAny(Task.Delay(pause, cancellationToken));
        await node.StartAsync();
        node.IsDisturbed = false;
    }

    private async Task PauseAsync(int index, TimeSpan length, CancellationToken cancellationToken)
    {
        NodeProcess node = nodes[index];
        node.IsDisturbed = true;
        Pauses++;
        if (length > settings.Leeway)
        {
            LongPauses++;
        }

        tell($"pauses node {index} for {length.TotalSeconds:N1} s");
        node.Pause();
        await Task.WhenAny(Task.Delay(length, cancellationToken));
        node.Resume();
        tell($"resumes node {index}");
        node.IsDisturbed = false;
    }
}
