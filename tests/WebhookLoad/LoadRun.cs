using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;

namespace Leeway.WebhookLoad;

/// <summary>A run: starts a receiver, sends deliveries, kills and restarts the receiver meanwhile, and counts what was handled.</summary>
internal sealed class LoadRun(LoadSettings settings, TextWriter output)
{
    private static readonly TimeSpan s_downTime = TimeSpan.FromMilliseconds(500);

    /// <summary>How long the last deliveries may take, some of which a killed process had claimed.</summary>
    private static readonly TimeSpan s_maxRest = TimeSpan.FromSeconds(90);

    /// <summary>How long a receiver counts as one that has just started.</summary>
    private static readonly TimeSpan s_startTime = TimeSpan.FromSeconds(1);

    private readonly HashSet<int> _killed = [];
    private readonly List<long> _starts = [];
    private int _processes;

    /// <returns>Whether all requirements hold.</returns>
    public async Task<bool> RunAsync()
    {
        string folder = Directory.CreateTempSubdirectory("leeway-load-").FullName;
        try
        {
            LoadDatabase database = await LoadDatabase.CreateAsync(folder, settings.UsesSqlite);
            try
            {
                return await RunAsync(database, Path.Combine(folder, "journal"));
            }
            finally
            {
                await database.DeleteAsync();
            }
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private async Task<bool> RunAsync(LoadDatabase database, string journal)
    {
        string secret = RandomNumberGenerator.GetHexString(64);
        string address = string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{FindFreePort()}");
        await Sender.WarmUpAsync(settings);
        ReceiverProcess receiver = await StartAsync();
        try
        {
            using Sender sender = new(new Uri($"{address}/hooks"), secret, settings);
            Task sending = sender.RunAsync();
            for (int i = 0; i < settings.Kills; i++)
            {
                await Task.Delay(TimeSpan.FromSeconds((double)settings.Seconds / (settings.Kills + 1)) - s_downTime);
                await receiver.KillAsync();
                _killed.Add(_processes);
                receiver.Dispose();
                await Task.Delay(s_downTime);
                receiver = await StartAsync();
            }

            await sending;
            await WaitUntilHandledAsync(journal);
            await receiver.StopAsync();
            return await ReportAsync(database, sender, journal);
        }
        finally
        {
            receiver.Dispose();
        }

        async Task<ReceiverProcess> StartAsync()
        {
            ReceiverProcess started = await ReceiverProcess.StartAsync(new ReceiverAssignment(address, database, secret, journal, ++_processes));
            _starts.Add(Stopwatch.GetTimestamp());
            return started;
        }
    }

    private async Task WaitUntilHandledAsync(string journal)
    {
        using CancellationTokenSource limit = new(s_maxRest);
        while (!limit.IsCancellationRequested
            && HandlerJournal.Read(journal).Where(static entry => entry.IsEnd).Select(static entry => entry.Identifier).Distinct().Count() < settings.Deliveries)
        {
            await Task.Delay(TimeSpan.FromSeconds(1));
        }
    }

    private async Task<bool> ReportAsync(LoadDatabase database, Sender sender, string journal)
    {
        LoadReport report = LoadReport.Create(settings, HandlerJournal.Read(journal), _killed);
        List<double> latencies = [.. sender.Latencies.Select(static latency => latency.Milliseconds).Order()];
        double percentile99 = FindPercentile(latencies, 0.99);
        string answers = string.Join(", ", sender.Answers.Select(static answer => string.Create(CultureInfo.InvariantCulture, $"{answer.Key} {answer.Value}")));
        await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{(database.IsSqlite ? "SQLite" : "PostgreSQL")}: {settings.Rate} a second for {settings.Seconds} s, receiver killed {_killed.Count} times"));
        await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"requests {sender.Requests}: duplicates {sender.Duplicates}, sent again {sender.Resends}; {answers}"));
        await output.WriteLineAsync(report.ToString());
        foreach (string violation in report.Violations)
        {
            await output.WriteLineAsync(violation);
        }

        await output.WriteLineAsync(string.Create(
            CultureInfo.InvariantCulture,
            $"answered in ms: 50% {FindPercentile(latencies, 0.5):0.0}, 90% {FindPercentile(latencies, 0.9):0.0}, 99% {percentile99:0.0} (< {LoadReport.MaxMilliseconds}), 99.9% {FindPercentile(latencies, 0.999):0.0}, all {latencies[^1]:0.0}"));
        await output.WriteLineAsync(string.Create(
            CultureInfo.InvariantCulture,
            $"over {LoadReport.MaxMilliseconds} ms: {CountSlow(sender, isAfterStart: true)} in the first {s_startTime.TotalSeconds:0} s of a receiver, {CountSlow(sender, isAfterStart: false)} later, of {latencies.Count}"));
        return report.IsFulfilled(percentile99);
    }

    private int CountSlow(Sender sender, bool isAfterStart) => sender.Latencies.Count(latency =>
        latency.Milliseconds >= LoadReport.MaxMilliseconds && _starts.Any(start => latency.SentAt >= start && Stopwatch.GetElapsedTime(start, latency.SentAt) < s_startTime) == isAfterStart);

    private static double FindPercentile(List<double> sorted, double part) => sorted[(int)Math.Ceiling(part * sorted.Count) - 1];

    private static int FindFreePort()
    {
        using TcpListener listener = new(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
