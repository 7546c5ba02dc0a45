using System.Diagnostics;
using System.Globalization;
using Leeway.Grants;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Npgsql;

namespace Leeway.Cluster;

/// <summary>Starts the processes of a run, lets things go wrong, and judges what they report.</summary>
internal sealed class Coordinator(ClusterSettings settings, TextWriter output, bool isTraced)
{
    private static readonly TimeSpan s_pollInterval = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan s_longestRecovery = TimeSpan.FromMinutes(2);

    /// <summary>What a rotation may take at the most before the run is given up.</summary>
    private static readonly TimeSpan s_longestRotation = TimeSpan.FromMinutes(1);

    private readonly Stopwatch _elapsed = Stopwatch.StartNew();

    /// <returns>Whether all invariants held.</returns>
    public async Task<bool> RunAsync(string server)
    {
        await using ClusterDatabase database = await ClusterDatabase.CreateAsync(server);
        using SimulatorProcess simulator = await SimulatorProcess.StartAsync(settings);
        byte[] key = AesGcmTokenProtector.CreateKey();
        Assignment AssignmentOf(int node) => new(settings, node, simulator.Addresses.Authorization, simulator.Addresses.Gateway, database.ConnectionString, key);

        NodeProcess[] nodes = [.. Enumerable.Range(0, settings.Nodes).Select(index => new NodeProcess(AssignmentOf(index)))];
        Disturber disturber = new(settings, nodes, Trace);
        try
        {
            using (IHost application = ClusterApplication.Build(AssignmentOf(0)))
            {
                await ClusterApplication.SignInAsync(application.Services, settings);
            }

            await Task.WhenAll(nodes.Select(static node => node.StartAsync()));
            await simulator.AskAsync("begin");
            using CancellationTokenSource calm = new();
            Task disturbing = settings.HasFaults ? disturber.RunAsync(calm.Token) : Task.CompletedTask;
            bool isDone = await RotateAsync(simulator, disturbing);
            await calm.CancelAsync();
            await disturbing;
            bool allServe = await RecoverAsync(simulator);
            SimulatorReport seen = await simulator.AskAsync("report");
            bool hasFallen = nodes.Any(static node => node.HasFallen);
            await Task.WhenAll(nodes.Select(static node => node.StopAsync()));
            NodeReport met = nodes.Select(static node => node.Report).Aggregate(static (left, right) => left + right);
            IReadOnlyList<GrantHealth> health;

            // The server may have restarted since.
            NpgsqlConnection.ClearAllPools();
            using (IHost application = ClusterApplication.Build(AssignmentOf(0)))
            {
                GrantKeeper keeper = application.Services.GetRequiredService<GrantKeeper>();
                health = await Task.WhenAll(Enumerable.Range(0, settings.Grants).Select(i => keeper.GetHealthAsync(settings.GrantOf(i)).AsTask()));
            }

            return Conclude(seen, met, health, disturber, isDone, allServe, hasFallen);
        }
        finally
        {
            foreach (NodeProcess node in nodes)
            {
                node.Dispose();
            }
        }
    }

    private async Task<bool> RotateAsync(SimulatorProcess simulator, Task disturbing)
    {
        int rotations = 0;
        TimeSpan lastAt = _elapsed.Elapsed;
        TimeSpan toldAt = lastAt;
        while (true)
        {
            SimulatorReport seen = await simulator.AskAsync("report");
            if (disturbing.IsFaulted)
            {
                await disturbing;
            }

            if (seen.Rotations >= settings.Rotations)
            {
                return true;
            }

            if (seen.Rotations > rotations)
            {
                (rotations, lastAt) = (seen.Rotations, _elapsed.Elapsed);
            }
            else if (_elapsed.Elapsed - lastAt > settings.AccessTokenLifetime + s_longestRotation || seen.EndedFamilies.Count > 0)
            {
                return false;
            }

            if (_elapsed.Elapsed - toldAt > TimeSpan.FromSeconds(10))
            {
                toldAt = _elapsed.Elapsed;
                Trace($"{seen.Rotations} rotations, {seen.Exchanges} exchanges, {seen.Calls} calls");
            }

            await Task.Delay(s_pollInterval);
        }
    }

    private async Task<bool> RecoverAsync(SimulatorProcess simulator)
    {
        SimulatorReport seen = await simulator.AskAsync("calm");
        TimeSpan since = _elapsed.Elapsed;
        while (seen.Serving.Any(grants => grants < settings.Grants))
        {
            if (_elapsed.Elapsed - since > s_longestRecovery)
            {
                return false;
            }

            await Task.Delay(s_pollInterval);
            seen = await simulator.AskAsync("report");
        }

        return true;
    }

    private bool Conclude(
        SimulatorReport seen, NodeReport met, IReadOnlyList<GrantHealth> health, Disturber disturber, bool isDone, bool allServe, bool hasFallen)
    {
        int lost = health.Count(static grant => grant.State == GrantState.Lost);
        int stale = seen.Stale.Values.Sum();
        int failed = met.Failures.Values.Sum();
        List<string> broken = [];
        Require(isDone, "the rotations did not come about");
        Require(allServe, "a node does not serve every grant at the end");
        Require(!hasFallen, "a node ended by itself");
        Require(lost == 0 && met.Lost.Count == 0, "a grant was lost");
        Require(seen.EndedFamilies.Count == 0 && seen.Refusals == 0, "a token was presented that the server refuses");
        if (!settings.HasFaults)
        {
            Require(seen.Exchanges == seen.Rotations, "a refresh token was exchanged more than once");
            Require(settings.Grants > 1 || seen.Rotations == settings.Rotations, "there were more rotations than tokens that ended");
            Require(failed == 0, "a call failed");
            Require(stale == 0 || settings.Skew > settings.ExpiryMargin, "a token was used that does not work");
        }

        foreach ((string failure, int count) in met.Failures)
        {
            output.WriteLine(Line($"{count} calls failed: {failure}"));
        }

        foreach ((string reason, int count) in seen.Stale)
        {
            output.WriteLine(Line($"{count} calls were made with a token that does not work: {reason}"));
        }

        foreach (string end in seen.EndedFamilies.Concat(health.Where(static grant => grant.State == GrantState.Lost).Select(static grant => $"{grant.Grant}: {grant.Reason}, {grant.Evidence}")).Concat(broken))
        {
            output.WriteLine(end);
        }

        double[] fresh = [.. seen.Fresh.Order()];
        output.WriteLine(Line($"disturbed: {disturber.Kills} kills, {disturber.Pauses} pauses past the lease ({disturber.LongPauses} past the leeway), {disturber.Restarts} restarts of PostgreSQL, {seen.LostAnswers} answers lost, clocks {(settings.Skew * 2).TotalSeconds:N1} s apart"));
        output.WriteLine(Line($"calls: {seen.Calls} reached the gateway, {seen.Superseded} of them with a token that works for the leeway's sake"));
        output.WriteLine(Line($"from a token's end to the first call with a new one, each node and rotation ({fresh.Length}): median {At(0.5):N0} ms, 95th percentile {At(0.95):N0} ms, longest {At(1):N0} ms"));
        output.WriteLine(Line($"nodes={settings.Nodes} tasks={settings.Tasks} grants={settings.Grants} seconds={_elapsed.Elapsed.TotalSeconds:F0} rotations={seen.Rotations} exchanges={seen.Exchanges} exchanges_per_rotation={(double)seen.Exchanges / Math.Max(seen.Rotations, 1):F3} lost={lost} refused={seen.Refusals} stale={stale} failed={failed} result={(broken.Count == 0 ? "held" : "broken")}"));
        return broken.Count == 0;

        double At(double share) => fresh.Length == 0 ? 0 : fresh[(int)(share * (fresh.Length - 1))];

        void Require(bool condition, string otherwise)
        {
            if (!condition)
            {
                broken.Add("BROKEN: " + otherwise);
            }
        }
    }

    private static string Line(FormattableString line) => line.ToString(CultureInfo.InvariantCulture);

    private void Trace(string what)
    {
        if (isTraced)
        {
            output.WriteLine(Line($"{DateTimeOffset.UtcNow:HH:mm:ss.fff} {what}"));
        }
    }
}
