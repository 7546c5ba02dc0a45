using Leeway.Simulation;
using Leeway.TimeLimit;

namespace Leeway.Runtime.Tests.Simulation;

/// <summary>Keeps webhooks for 40 days of virtual time in many seeds. <c>tests/Simulation</c> can run others from the command line.</summary>
public sealed class HookSimulationTests
{
    [Fact]
    public void SeedsShouldHaveNeitherGapsNorOrphans()
    {
        int seeds = TestSize.IsFull ? 200 : 20;

        HookSummary summary = HookCommand.Run(0, seeds - 1, maxFailures: 5);

        Assert.True(summary.Failures.Count == 0, Explain(summary));
        Assert.Equal(seeds, summary.Seeds);
        Assert.True(summary.Registrations > seeds * 3, summary.ToString());
        Assert.True(summary.Extensions > seeds, summary.ToString());
    }

    [Fact]
    public void SameSeedShouldHaveTheSameResult()
    {
        int seeds = TestSize.IsFull ? 20 : 4;

        Assert.Equal(RunEach(seeds, isTraced: false), RunEach(seeds, isTraced: true));
    }

    [Fact]
    public void SimulationShouldStayOnItsThread()
    {
        List<string> escapes = Pump.On(static () =>
        {
            using EscapeDetector detector = new();
            for (int seed = 0; seed < (TestSize.IsFull ? 20 : 4); seed++)
            {
                HookSchedule.Run(seed);
            }

            return detector.Escapes;
        });

        Assert.True(escapes.Count == 0, escapes.Count > 0 ? $"{escapes.Count} escapes, the first:\n{escapes[0]}" : "");
    }

    /// <param name="safeguard">The safeguard to leave out.</param>
    /// <param name="firstSeed">Where the search for a failure starts: the first seed that needs the safeguard at present.</param>
    [Theory]
    [InlineData(nameof(HookSafeguard.CompareAndSwap), 11)]
    [InlineData(nameof(HookSafeguard.RecordedAttempt), 70)]
    [InlineData(nameof(HookSafeguard.RecordsAfterList), 0)]
    public void MissingSafeguardShouldBeDetected(string safeguard, int firstSeed)
    {
        HookSummary summary = HookCommand.Run(firstSeed, 1_999, Enum.Parse<HookSafeguard>(safeguard), maxFailures: 1);

        Assert.NotEmpty(summary.Failures);
    }

    private static ulong[] RunEach(int count, bool isTraced) =>
        Pump.On(() => Enumerable.Range(0, count).Select(seed => HookSchedule.Run(seed, isTraced: isTraced).Digest).ToArray());

    // The same seed always has the same result, so the first failing one is run again with a trace.
    private static string Explain(HookSummary summary)
    {
        if (summary.Failures.Count == 0)
        {
            return "";
        }

        HookResult first = summary.Failures.MinBy(static failure => failure.Seed)!;
        HookResult traced = Pump.On(() => HookSchedule.Run(first.Seed, isTraced: true));
        return $"seed {first.Seed}: {first.Failure}{Environment.NewLine}{string.Join(Environment.NewLine, traced.Trace)}";
    }
}
