using Leeway.Cluster;
using Leeway.Stores.Tests.Databases;

namespace Leeway.Stores.Tests.Cluster;

/// <summary>Small runs. Use <c>tests/Cluster</c> as a command for others.</summary>
[Collection(nameof(ClusterTests))]
[CollectionDefinition(nameof(ClusterTests), DisableParallelization = true)]
public sealed class ClusterTests
{
    [Fact]
    public Task ProcessesShouldExchangeEachTokenOnce() =>
        RunAsync("--nodes", "3", "--tasks", "10", "--rotations", "5", "--token-seconds", "4");

    [Fact]
    public Task KilledAndPausedProcessesShouldLoseNoGrant() =>
        RunAsync("--nodes", "4", "--tasks", "10", "--rotations", "8", "--faults", "--no-restarts", "--trace");

    private static async Task RunAsync(params string[] args)
    {
        PostgresDatabase.SkipWithoutServer();
        using StringWriter output = new();
        int exitCode = await ClusterCommand.RunAsync(args, output);
        TestContext.Current.TestOutputHelper?.WriteLine(output.ToString());
        Assert.True(exitCode == 0, output.ToString());
    }
}
