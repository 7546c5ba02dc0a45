using System.Globalization;
using System.Text.Json;
using Leeway.Grants;
using Microsoft.Extensions.Hosting;

namespace Leeway.Cluster;

/// <summary>Makes every node request the expired tokens of all grants, at one moment or spread over a time.</summary>
internal sealed class Burst(ClusterSettings settings, TextWriter output)
{
    /// <returns>Whether each grant was exchanged once, and every node received the same tokens.</returns>
    public async Task<bool> RunAsync(string server)
    {
        await using ClusterDatabase database = await ClusterDatabase.CreateAsync(server);
        using SimulatorProcess simulator = await SimulatorProcess.StartAsync(settings);
        byte[] key = AesGcmTokenProtector.CreateKey();
        Assignment AssignmentOf(int node) =>
            new(settings, node, simulator.Addresses.Authorization, simulator.Addresses.Gateway, database.ConnectionString, key);

        using (IHost application = ClusterApplication.Build(AssignmentOf(0)))
        {
            await ClusterApplication.SignInAsync(application.Services, settings);
        }

        // Wait until the last token has expired.
        await Task.Delay(settings.AccessTokenLifetime);
        await simulator.AskAsync("calm");
        RoleProcess[] nodes = await Task.WhenAll(Enumerable.Range(0, settings.Nodes).Select(index => RoleProcess.StartAsync("burst", AssignmentOf(index))));
        try
        {
            foreach (RoleProcess node in nodes)
            {
                await node.Output.ReadLineAsync();
            }

            await Task.WhenAll(nodes.Select(static node => node.SendAsync("go")));
            string?[] lines = await Task.WhenAll(nodes.Select(static node => node.Output.ReadLineAsync()));
            SimulatorReport seen = await simulator.AskAsync("report");
            BurstReport[] reports = [.. lines.OfType<string>().Select(static line => JsonSerializer.Deserialize<BurstReport>(line)!)];
            bool isValid = reports.Length == settings.Nodes
                && reports.All(static report => report.Failed == 0)
                && reports.DistinctBy(static report => report.Digest).Count() == 1
                && seen.Exchanges == settings.Grants
                && seen.Refusals == 0;
            await output.WriteLineAsync(string.Create(
                CultureInfo.InvariantCulture,
                $"burst nodes={settings.Nodes} grants={settings.Grants} seconds={reports.Select(static report => report.Seconds).DefaultIfEmpty().Max():F1} median-wait={reports.Select(static report => report.MedianWait).DefaultIfEmpty().Max():F2} longest-wait={reports.Select(static report => report.LongestWait).DefaultIfEmpty().Max():F1} failed={reports.Sum(static report => report.Failed)} exchanges={seen.Exchanges} rotations={seen.Rotations} refused={seen.Refusals} result={(isValid ? "passed" : "failed")}"));
            return isValid;
        }
        finally
        {
            foreach (RoleProcess node in nodes)
            {
                node.Dispose();
            }
        }
    }
}
