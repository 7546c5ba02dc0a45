using Leeway.Grants;

namespace Leeway.Runtime.Tests.Grants;

public sealed class GrantFlightsTests
{
    private static readonly GrantOptions s_options = new();

    private readonly GrantEnvironment _environment = new(new ManualTime(), new Random(1), TaskCreationOptions.None);
    private readonly List<TaskCompletionSource<GrantOutcome>> _flown = [];
    private readonly GrantFlights _flights;
    private readonly GrantSlot _slot;
    private int _landings;

    public GrantFlightsTests()
    {
        _flights = new GrantFlights(_environment) { Fly = FlyAsync, Landed = _ => _landings++ };
        _slot = _flights.SlotOf(GrantId.Default);
    }

    [Fact]
    public async Task CallerWhoseViewIsOutdatedShouldBeToldWithoutAFlight()
    {
        GrantSnapshot outdated = new(null, TimeSpan.Zero, isRejected: false, s_options);
        GrantSnapshot known = _slot.Adopt(null, _environment, s_options);

        GrantOutcome outcome = await _flights.JoinAsync(_slot, outdated, CancellationToken.None);

        Assert.Same(known, Assert.IsType<GrantOutcome.Settled>(outcome).Snapshot);
        Assert.Empty(_flown);
    }

    [Fact]
    public async Task JoinersShouldEndInTheOrderOfTheirComingAndWithOneOutcome()
    {
        GrantOutcome misconfigured = new GrantOutcome.Misconfigured("words");
        List<int> order = [];
        Task[] joiners = [.. Enumerable.Range(0, 5).Select(JoinAsync)];
        Assert.Equal(5, _slot.Flight!.JoinerCount);

        _flown.Single().SetResult(misconfigured);

        await Task.WhenAll(joiners);
        Assert.Equal([0, 1, 2, 3, 4], order);
        Assert.Equal((1, null), (_landings, _slot.Flight));

        async Task JoinAsync(int number)
        {
            Assert.Same(misconfigured, await _flights.JoinAsync(_slot, null, CancellationToken.None));
            order.Add(number);
        }
    }

    [Fact]
    public async Task JoinerOfALandedFlightShouldBoardTheNextOne()
    {
        Task<GrantOutcome> first = _flights.JoinAsync(_slot, null, CancellationToken.None);
        _flown[0].SetResult(new GrantOutcome.Misconfigured("first"));
        Task<GrantOutcome> second = _flights.JoinAsync(_slot, null, CancellationToken.None);

        Assert.Equal(new GrantOutcome.Misconfigured("first"), await first);
        Assert.False(second.IsCompleted);
        Assert.Equal(2, _flown.Count);
    }

    [Fact]
    public async Task TokenCancelledAlreadyShouldStartNothing()
    {
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _flights.JoinAsync(_slot, null, new CancellationToken(true)));
        Assert.Empty(_flown);
    }

    [Fact]
    public void FlightShouldTakeNothingOfItsFirstCallerWithIt()
    {
        AsyncLocal<string> ambient = new() { Value = "caller" };
        TaskCompletionSource gate = new();
        string? seen = "nothing";
        GrantFlights flights = new(_environment)
        {
            Fly = async _ =>
            {
                await gate.Task.ConfigureAwait(false);
                seen = ambient.Value;
                return new GrantOutcome.Misconfigured("");
            },
            Landed = static _ => { },
        };

        flights.EnsureFlight(flights.SlotOf(GrantId.Default));
        Thread server = new(gate.SetResult);
        server.UnsafeStart();
        server.Join();

        Assert.Null(seen);
        Assert.Equal("caller", ambient.Value);
    }

    private Task<GrantOutcome> FlyAsync(GrantSlot slot)
    {
        TaskCompletionSource<GrantOutcome> flight = new();
        _flown.Add(flight);
        return flight.Task;
    }
}
