using Leeway.Grants;

namespace Leeway.Runtime.Tests.Grants;

public sealed class GrantFlightsTests
{
    private static readonly GrantOptions s_options = new();

    private readonly GrantEnvironment _environment = new(new ManualTime(), new Random(1), TaskCreationOptions.None);
    private int _flown;

    [Fact]
    public async Task CallerWhoseViewIsOutdatedShouldBeToldWithoutAFlight()
    {
        GrantFlights flights = new(_environment) { Fly = FlyAsync };
        GrantSlot slot = flights.SlotOf(GrantId.Default);
        GrantSnapshot outdated = new(null, TimeSpan.Zero, isRejected: false, s_options);
        GrantSnapshot known = slot.Adopt(null, _environment, s_options);

        GrantOutcome outcome = await flights.JoinAsync(slot, outdated, CancellationToken.None);
        Assert.Same(known, Assert.IsType<GrantOutcome.Settled>(outcome).Snapshot);
        Assert.Equal(0, _flown);

        await flights.JoinAsync(slot, known, CancellationToken.None);
        Assert.Equal(1, _flown);
    }

    private Task<GrantOutcome> FlyAsync(GrantSlot slot)
    {
        _flown++;
        return Task.FromResult<GrantOutcome>(new GrantOutcome.Misconfigured("words"));
    }
}
