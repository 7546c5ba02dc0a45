using Leeway.EntityFrameworkCore;
using Leeway.Grants;
using Leeway.Samples;
using Leeway.Simulator;
using Leeway.Stores.Tests.Databases;
using Leeway.TimeLimit;

namespace Leeway.Stores.Tests.Samples;

/// <summary>Runs the sample as a process.</summary>
public abstract class CustomerWorkerTests(TestDatabase database, string provider) : IDisposable
{
    private static readonly int s_customers = TestSize.IsFull ? 100 : 20;

    [Fact]
    public async Task WorkerShouldServeItsCustomersUntilItIsStopped()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no signal that asks a process to stop.");
        SimulatorOptions options = new() { Authorization = { AccessTokenLifetime = TimeSpan.FromSeconds(3) } };
        await using SimulatorHost atlassian = await SimulatorHost.StartAsync(new AtlassianSimulator(options), cancellationToken: TestContext.Current.CancellationToken);
        await using SampleProcess worker = SampleProcess.Start("CustomerWorker", CreateEnvironment(atlassian.Simulator));

        // Each token expires after a round or two.
        int rounds = 0;
        while (rounds < 2 || atlassian.Simulator.Authorization.Exchanges < s_customers)
        {
            await worker.WaitForLineAsync(static line => line.Contains($"Round: {s_customers} customers done, 0 failed, 0 on hold.", StringComparison.Ordinal));
            rounds++;
        }

        await worker.StopAsync();

        Assert.Equal(0, await worker.WaitForExitAsync());
        Assert.DoesNotContain(worker.Lines, static line => line.StartsWith("warn:", StringComparison.Ordinal) || line.StartsWith("fail:", StringComparison.Ordinal));
        HashSet<string> tokens = [.. atlassian.Simulator.Requests.Select(static request => request.BearerToken).OfType<string>()];
        Assert.InRange(tokens.Count, s_customers, int.MaxValue);
        string output = string.Join('\n', worker.Lines);
        Assert.All(tokens, token => Assert.False(output.Contains(token, StringComparison.Ordinal), "A token was logged."));

        List<InventoryEntry> grants = await new DatabaseGrantInventory<GrantDbContext>(database.Contexts()).ListAsync(TestContext.Current.CancellationToken).ToListAsync(TestContext.Current.CancellationToken);
        Assert.Equal(s_customers, grants.Count);
        Assert.All(grants, static grant => Assert.True(grant.Outline is { Loss: null, PendingSpend: null }, $"{grant.Name}: {grant.Outline?.Loss} {grant.Error}"));
    }

    public void Dispose()
    {
        database.Dispose();
        GC.SuppressFinalize(this);
    }

    private Dictionary<string, string> CreateEnvironment(AtlassianSimulator atlassian) => new()
    {
        ["DOTNET_ENVIRONMENT"] = "Development",
        ["Atlassian__Endpoints__AuthorizationServer"] = atlassian.AuthorizationOrigin.AbsoluteUri,
        ["Atlassian__Endpoints__Gateway"] = atlassian.GatewayOrigin.AbsoluteUri,
        ["Loop__Interval"] = "00:00:01",
        ["SimulatedCustomers"] = s_customers.ToString(System.Globalization.CultureInfo.InvariantCulture),
        ["ConnectionStrings__" + provider] = database.ConnectionString,
    };
}
