using System.Diagnostics;

namespace Leeway.Cluster;

/// <summary>
/// Kills nodes, pauses them for longer than their lease and sometimes longer than the leeway, and restarts the server. At least half of the
/// nodes are not disturbed at any time, so every spend in doubt can be recovered within the leeway.
/// </summary>
internal sealed class Disturber(ClusterSettings settings, IReadOnlyList<NodeProcess> nodes, Action<string> trace)
{
    private static readonly TimeSpan s_maxInterval = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan s_firstRestart = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan s_restartInterval = TimeSpan.FromSeconds(25);

    // The maximum leeway for which pauses longer than it are worth their time.
    private static readonly TimeSpan s_maxPause = TimeSpan.FromMinutes(2);

    private readonly Random _random = new(settings.Seed);
    private readonly List<Task> _disturbances = [];

    public int Kills { get; private set; }

    public int Pauses { get; private set; }

    public int LongPauses { get; private set; }

    public int Restarts { get; private set; }

    /// <summary>Disturbs nodes until it is cancelled, and then lets all of them recover.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        Stopwatch elapsed = Stopwatch.StartNew();
        TimeSpan nextRestart = s_firstRestart;
        while (!cancellationToken.IsCancellationRequested)
        {
            await Task.WhenAny(Task.Delay(s_maxInterval * _random.NextDouble(), cancellationToken));
            if (settings.RestartsDatabase && elapsed.Elapsed > nextRestart && !cancellationToken.IsCancellationRequested)
            {
                Restarts++;
                nextRestart = elapsed.Elapsed + (s_restartInterval * (0.5 + _random.NextDouble()));
                trace("restarts PostgreSQL");
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
                : choice < 0.95 || settings.Leeway > s_maxPause ? PauseAsync(index, settings.LeaseDuration * (0.8 + (2 * length)), cancellationToken)
                : PauseAsync(index, settings.Leeway * 1.05, cancellationToken));
        }

        await Task.WhenAll(_disturbances);
    }

    private async Task KillAsync(int index, TimeSpan pause, CancellationToken cancellationToken)
    {
        NodeProcess node = nodes[index];
        node.IsDisturbed = true;
        Kills++;
        trace($"kills node {index}");
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

        trace($"pauses node {index} for {length.TotalSeconds:N1} s");
        node.Pause();
        await Task.WhenAny(Task.Delay(length, cancellationToken));
        node.Resume();
        trace($"resumes node {index}");
        node.IsDisturbed = false;
    }
}
