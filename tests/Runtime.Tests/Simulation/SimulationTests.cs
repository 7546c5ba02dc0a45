using Leeway.Simulation;
using Leeway.TimeLimit;

namespace Leeway.Runtime.Tests.Simulation;

/// <summary>Runs the runtime in many seeded schedules. <c>tests/Simulation</c> can run others from the command line.</summary>
public sealed class SimulationTests
{
    [Fact]
    public void SeedsShouldLoseNoGrantThatCanBeSaved()
    {
        int seeds = TestSize.IsFull ? 2_000 : 40;

        Summary summary = Pump.Run(0, seeds - 1, Environment.ProcessorCount, static seed => Schedule.Run(seed), maximumFailures: 5);

        Assert.True(summary.Failures.Count == 0, Explain(summary));
        Assert.Equal(seeds, summary.Schedules);
        Assert.Equal(0, summary.UnexpectedLosses);
        Assert.Equal(0, summary.ForgottenCalls);
        Assert.InRange(summary.Forgotten, seeds / 10, seeds);
    }

    [Fact]
    public void SeedWithoutFaultsShouldExchangeOncePerRotation()
    {
        int rotations = 0;
        int seeds = TestSize.IsFull ? 300 : 25;
        foreach (SeedResult result in RunEach(0, seeds).Where(static result => result.IsCalm))
        {
            Assert.Equal(result.Rotations, result.Exchanges);
            rotations += result.Rotations;
        }

        Assert.True(rotations > seeds * 3 / 10);
    }

    [Fact]
    public void SameSeedShouldHaveTheSameResult()
    {
        int seeds = TestSize.IsFull ? 150 : 10;

        Assert.Equal(RunEach(0, seeds).Select(static result => result.Digest), RunEach(0, seeds).Select(static result => result.Digest));
    }

    [Fact]
    public void TracingShouldNotChangeTheResult()
    {
        SeedResult traced = Pump.On(static () => Schedule.Run(4, isTraced: true));

        Assert.Equal(Pump.On(static () => Schedule.Run(4)).Digest, traced.Digest);
        Assert.NotEmpty(traced.Trace);
    }

    [Fact]
    public void SimulationShouldStayOnItsThread()
    {
        List<string> escapes = Pump.On(static () =>
        {
            using EscapeDetector detector = new();
            for (int seed = 0; seed < (TestSize.IsFull ? 100 : 6); seed++)
            {
                Schedule.Run(seed);
            }

            return detector.Escapes;
        });

        Assert.True(escapes.Count == 0, escapes.Count > 0 ? $"{escapes.Count} escapes, the first:\n{escapes[0]}" : "");
    }

    [Fact]
    public void UseOfAnotherThreadShouldBeDetected()
    {
        List<string> escapes = Pump.On(static () =>
        {
            using EscapeDetector detector = new();
            ThreadPool.UnsafeQueueUserWorkItem(static _ => { }, null);
            return detector.Escapes;
        });

        Assert.Single(escapes);
    }

    /// <param name="safeguard">The safeguard to leave out.</param>
    /// <param name="firstSeed">Where the search for a failure starts: the first seed that needs the safeguard at present.</param>
    [Theory]
    [InlineData(nameof(Safeguard.Lease), 0)]
    [InlineData(nameof(Safeguard.CompareAndSwap), 33)]
    [InlineData(nameof(Safeguard.RecordedSpend), 0)]
    [InlineData(nameof(Safeguard.SecondRead), 202)]
    [InlineData(nameof(Safeguard.RecheckAfterLease), 113)]
    [InlineData(nameof(Safeguard.LeewayMargin), 126)]
    [InlineData(nameof(Safeguard.Recheck), 10)]
    [InlineData(nameof(Safeguard.RemovalIsFinal), 33)]
    public void MissingSafeguardShouldBeDetected(string safeguard, int firstSeed)
    {
        Safeguard off = Enum.Parse<Safeguard>(safeguard);

        Summary summary = Pump.Run(firstSeed, 1_999, Environment.ProcessorCount, seed => Schedule.Run(seed, off: off), maximumFailures: 1);

        Assert.NotEmpty(summary.Failures);
    }

    private static SeedResult[] RunEach(int first, int count) =>
        Pump.On(() => Enumerable.Range(first, count).Select(static seed => Schedule.Run(seed)).ToArray());

    // The same seed always has the same result, so the first failing one is run again with a trace.
    private static string Explain(Summary summary)
    {
        if (summary.Failures.Count == 0)
        {
            return "";
        }

        SeedResult first = summary.Failures.MinBy(static failure => failure.Seed)!;
        SeedResult traced = Pump.On(() => Schedule.Run(first.Seed, isTraced: true));
        return SimulationCommand.Describe(first, null, Safeguard.None) + Environment.NewLine + string.Join(Environment.NewLine, traced.Trace);
    }
}
