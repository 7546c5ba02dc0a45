using System.Diagnostics;
using System.Globalization;
using Leeway.Grants;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Npgsql;

namespace Leeway.Cluster;

/// <summary>Starts the processes of a run, injects faults, and checks their reports.</summary>
internal sealed class Coordinator(ClusterSettings settings, TextWriter output, bool isTraced)
{
    private static readonly TimeSpan s_pollInterval = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan s_recoveryTimeout = TimeSpan.FromMinutes(2);

    /// <summary>The time without a rotation after which the run is stopped.</summary>
    private static readonly TimeSpan s_rotationTimeout = TimeSpan.FromMinutes(1);

    private readonly Stopwatch _elapsed = Stopwatch.StartNew();

    /// <returns>Whether all invariants hold.</returns>
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
            using (IHost application = ClusterApplication.Build(AssignmentOf(0) with { Settings = settings.WithoutHaste() }))
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
            bool hasCrashed = nodes.Any(static node => node.HasExited);
            await Task.WhenAll(nodes.Select(static node => node.StopAsync()));
            NodeReport total = nodes.Select(static node => node.Report).Aggregate(static (left, right) => left + right);
            IReadOnlyList<GrantHealth> health;

            // The server may have been restarted in the meantime.
            NpgsqlConnection.ClearAllPools();
            using (IHost application = ClusterApplication.Build(AssignmentOf(0) with { Settings = settings.WithoutHaste() }))
            {
                GrantKeeper keeper = application.Services.GetRequiredService<GrantKeeper>();
                health = await Task.WhenAll(Enumerable.Range(0, settings.Grants).Select(i => keeper.GetHealthAsync(settings.GrantOf(i)).AsTask()));
            }

            return Conclude(seen, total, health, disturber, isDone, allServe, hasCrashed);
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
        TimeSpan reportedAt = lastAt;
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
            else if (_elapsed.Elapsed - lastAt > settings.AccessTokenLifetime + s_rotationTimeout || seen.EndedFamilies.Count > 0)
            {
                return false;
            }

            if (_elapsed.Elapsed - reportedAt > TimeSpan.FromSeconds(10))
            {
                reportedAt = _elapsed.Elapsed;
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
            if (_elapsed.Elapsed - since > s_recoveryTimeout)
            {
                return false;
            }

            await Task.Delay(s_pollInterval);
            seen = await simulator.AskAsync("report");
        }

        return true;
    }

    private bool Conclude(
        SimulatorReport seen, NodeReport total, IReadOnlyList<GrantHealth> health, Disturber disturber, bool isDone, bool allServe, bool hasCrashed)
    {
        int lost = health.Count(static grant => grant.State == GrantState.Lost);
        int stale = seen.Stale.Sum(static entry => entry.Calls);
        int unexplained = CountStale(StaleCause.Unexplained);
        int failed = total.Failures.Values.Sum();
        List<string> broken = [];
        Require(isDone, "the run stopped before all rotations were done");
        Require(allServe, "a node could not use every grant at the end");
        Require(!hasCrashed, "a node exited by itself");
        Require(lost == 0 && total.Lost.Count == 0, "a grant was lost");
        Require(seen.EndedFamilies.Count == 0 && seen.Refusals == 0, "a node sent a refresh token that the server rejected");
        Require(unexplained == 0, "a call was made with an invalid token, and neither clocks nor delays explain it");
        if (!settings.HasFaults)
        {
            Require(seen.Exchanges == seen.Rotations, "a refresh token was exchanged more than once");
            Require(settings.Grants > 1 || seen.Rotations == settings.Rotations, "there were more rotations than expired tokens");
            Require(failed == 0, "a call failed");
            Require(stale == 0 || settings.Skew * 2 > settings.GetMargin(settings.AccessTokenLifetime - settings.LifetimeSpread), "a call was made with an invalid token");
        }

        foreach ((string failure, int count) in total.Failures)
        {
            output.WriteLine(Format($"{count} calls failed: {failure}"));
        }

        foreach (StaleCount count in seen.Stale.OrderBy(static count => count.Node).ThenBy(static count => count.Cause))
        {
            output.WriteLine(Format($"node {count.Node}, whose clock is {settings.SkewOf(count.Node).TotalMilliseconds:+0;-0;0} ms off: {count.Calls} calls with an invalid token ({count.Cause}), expired for at most {count.MaxAge:N0} ms"));
        }

        foreach (string end in seen.EndedFamilies.Concat(seen.Unexplained).Concat(health.Where(static grant => grant.State == GrantState.Lost).Select(static grant => $"{grant.Grant}: {grant.Reason}, {grant.Evidence}")).Concat(broken))
        {
            output.WriteLine(end);
        }

        double[] fresh = [.. seen.Fresh.Order()];
        output.WriteLine(Format($"faults: {disturber.Kills} kills, {disturber.Pauses} pauses past the lease ({disturber.LongPauses} past the leeway), {disturber.Restarts} restarts of PostgreSQL, {seen.LostAnswers} lost responses, clocks {(settings.Skew * 2).TotalSeconds:N1} s apart"));
        output.WriteLine(Format($"calls: {seen.Calls} reached the gateway, {seen.Superseded} of them with a replaced token that works because of the leeway"));
        output.WriteLine(Format($"time from the expiry of a token to the first call with the next one, for each node and rotation ({fresh.Length} values): median {At(0.5):N0} ms, 95th percentile {At(0.95):N0} ms, longest {At(1):N0} ms"));
        output.WriteLine(Format($"nodes={settings.Nodes} tasks={settings.Tasks} grants={settings.Grants} seconds={_elapsed.Elapsed.TotalSeconds:F0} rotations={seen.Rotations} exchanges={seen.Exchanges} exchanges_per_rotation={(double)seen.Exchanges / Math.Max(seen.Rotations, 1):F3} lost={lost} refused={seen.Refusals} stale={stale} stale_clock={CountStale(StaleCause.Clock)} stale_delay={CountStale(StaleCause.Delay)} stale_unexplained={unexplained} failed={failed} result={(broken.Count == 0 ? "passed" : "failed")}"));
        return broken.Count == 0;

        int CountStale(StaleCause cause) => seen.Stale.Where(entry => entry.Cause == cause).Sum(static entry => entry.Calls);

        double At(double share) => fresh.Length == 0 ? 0 : fresh[(int)(share * (fresh.Length - 1))];

        void Require(bool condition, string violation)
        {
            if (!condition)
            {
                broken.Add("VIOLATED: " + violation);
            }
        }
    }

    private static string Format(FormattableString line) => line.ToString(CultureInfo.InvariantCulture);

    private void Trace(string message)
    {
        if (isTraced)
        {
            output.WriteLine(Format($"{DateTimeOffset.UtcNow:HH:mm:ss.fff} {message}"));
        }
    }
}
