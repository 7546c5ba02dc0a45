using System.Collections.Concurrent;
using System.Text.Json;
using Leeway.Calls;
using Leeway.Grants;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Leeway.Cluster;

/// <summary>One process of the application. Its tasks make calls to the gateway until standard input closes.</summary>
internal static class NodeRole
{
    private static readonly TimeSpan s_reportInterval = TimeSpan.FromSeconds(0.5);

    private static readonly OperationDescriptor s_operation =
        new("searchProjects", HttpMethod.Get, "/rest/api/3/project/search", "jira", "Jira", [200], "read:jira-work");

    public static async Task RunAsync(TextReader input, TextWriter output)
    {
        Assignment assignment = JsonSerializer.Deserialize<Assignment>((await input.ReadLineAsync())!)!;
        using IHost host = ClusterApplication.Build(assignment);
        await host.StartAsync();
        AtlassianCaller caller = host.Services.GetRequiredService<AtlassianCaller>();
        SkewedClock clock = host.Services.GetRequiredService<SkewedClock>();
        ConcurrentDictionary<string, int> failures = new();
        ConcurrentDictionary<string, bool> lost = new();
        long calls = 0;
        using CancellationTokenSource stop = new();
        Task[] tasks = [.. Enumerable.Range(0, assignment.Settings.Tasks).Select(CallAsync)];
        Task closed = Task.Run(input.ReadToEnd);
        do
        {
            await Task.WhenAny(closed, Task.Delay(s_reportInterval));
            if (closed.IsCompleted)
            {
                await stop.CancelAsync();
                await Task.WhenAll(tasks);
            }

            await output.WriteLineAsync(JsonSerializer.Serialize(new NodeReport(Interlocked.Read(ref calls), new Dictionary<string, int>(failures), [.. lost.Keys])));
            await output.FlushAsync();
        }
        while (!stop.IsCancellationRequested);
        await host.StopAsync();

        async Task CallAsync(int task)
        {
            clock.RememberReadings();

            // Spread the start of the tasks, so that they do not stay synchronized.
            await Task.Delay(assignment.Settings.Pace * Random.Shared.NextDouble());
            for (int i = task; !stop.IsCancellationRequested; i++)
            {
                GrantId grant = assignment.Settings.GrantOf(i);
                try
                {
                    await caller.WithSettings(new CallSettings { Grant = grant }).SendTextAsync(s_operation.CreateRequest("/rest/api/3/project/search"), stop.Token);
                    Interlocked.Increment(ref calls);
                }
                catch (OperationCanceledException) when (stop.IsCancellationRequested)
                {
                    return;
                }
                catch (Exception exception)
                {
                    Interlocked.Increment(ref calls);
                    failures.AddOrUpdate($"{exception.GetType().Name}: {exception.Message}", 1, static (_, count) => count + 1);
                    if (exception is ReauthorizationRequiredException)
                    {
                        lost[grant.Value] = true;
                    }
                }

                await Task.Delay(assignment.Settings.Pace);
            }
        }
    }
}
