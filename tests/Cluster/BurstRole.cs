using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Leeway.Grants;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Leeway.Cluster;

/// <summary>A process that requests the tokens of all grants when it receives a line.</summary>
internal static class BurstRole
{
    public static async Task RunAsync(TextReader input, TextWriter output)
    {
        Assignment assignment = JsonSerializer.Deserialize<Assignment>((await input.ReadLineAsync())!)!;
        using IHost host = ClusterApplication.Build(assignment);
        GrantKeeper keeper = host.Services.GetRequiredService<GrantKeeper>();

        // Opens the connection pool and builds the queries.
        await host.Services.GetRequiredService<IGrantStore>().FindAsync(new GrantId("absent"));
        await output.WriteLineAsync("ready");
        await output.FlushAsync();
        await input.ReadLineAsync();
        long startedAt = Stopwatch.GetTimestamp();
        double[] waits = new double[assignment.Settings.Grants];
        AccessToken?[] tokens = await Task.WhenAll(Enumerable.Range(0, assignment.Settings.Grants).Select(GetAsync));
        double seconds = Stopwatch.GetElapsedTime(startedAt).TotalSeconds;
        Array.Sort(waits);
        byte[] digest = SHA256.HashData(Encoding.UTF8.GetBytes(string.Concat(tokens.Select(static token => token?.Reveal()))));
        await output.WriteLineAsync(JsonSerializer.Serialize(new BurstReport(seconds, waits[waits.Length / 2], waits[^1], tokens.Count(static token => token is null), Convert.ToHexString(digest))));
        await output.FlushAsync();

        async Task<AccessToken?> GetAsync(int grant)
        {
            await Task.Delay(assignment.Settings.BurstSpan * grant / assignment.Settings.Grants);
            long requestedAt = Stopwatch.GetTimestamp();
            try
            {
                return await keeper.GetAccessTokenAsync(assignment.Settings.GrantOf(grant));
            }
            catch (TokenUnavailableException)
            {
                // Failures are counted. The coordinator decides whether they fail the run.
                return null;
            }
            finally
            {
                waits[grant] = Stopwatch.GetElapsedTime(requestedAt).TotalSeconds;
            }
        }
    }
}
