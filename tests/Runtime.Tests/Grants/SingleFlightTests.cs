using Leeway.Grants;

namespace Leeway.Runtime.Tests.Grants;

public sealed class SingleFlightTests
{
    private readonly SingleFlight<string> _flight = new(TaskCreationOptions.None);
    private readonly List<TaskCompletionSource<string>> _flown = [];
    private string? _known;

    [Fact]
    public async Task CallerShouldBeToldWhatIsKnownByNowWithoutAFlight()
    {
        _known = "known";

        Assert.Equal("known", await JoinAsync());
        Assert.Empty(_flown);
    }

    [Fact]
    public async Task JoinersShouldEndInTheOrderOfTheirComingAndWithOneOutcome()
    {
        List<int> order = [];
        Task[] joiners = [.. Enumerable.Range(0, 5).Select(BoardAsync)];
        Assert.Equal((true, 5), (_flight.IsUnderWay, _flight.JoinerCount));

        _flown.Single().SetResult("outcome");

        await Task.WhenAll(joiners);
        Assert.Equal([0, 1, 2, 3, 4], order);
        Assert.False(_flight.IsUnderWay);

        async Task BoardAsync(int number)
        {
            Assert.Equal("outcome", await JoinAsync());
            order.Add(number);
        }
    }

    [Fact]
    public async Task JoinerOfALandedFlightShouldBoardTheNextOne()
    {
        Task<string> first = JoinAsync();
        _flown[0].SetResult("first");
        Task<string> second = JoinAsync();

        Assert.Equal("first", await first);
        Assert.False(second.IsCompleted);
        Assert.Equal(2, _flown.Count);
    }

    [Fact]
    public async Task WhatTheWorkThrowsShouldBeThrownToEveryoneAndNotBeKept()
    {
        Task<string>[] joiners = [JoinAsync(), JoinAsync()];
        _flown[0].SetException(new IOException());

        foreach (Task<string> joiner in joiners)
        {
            await Assert.ThrowsAsync<IOException>(() => joiner);
        }

        Assert.False(_flight.IsUnderWay);
    }

    [Fact]
    public async Task CallerWhoGivesUpShouldLeaveTheFlightToTheOthers()
    {
        using CancellationTokenSource impatience = new();
        Task<string> first = JoinAsync(impatience.Token);
        Task<string> second = JoinAsync();
        await impatience.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
        _flown.Single().SetResult("outcome");
        Assert.Equal("outcome", await second);
    }

    [Fact]
    public async Task TokenCancelledAlreadyShouldStartNothing()
    {
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => JoinAsync(new CancellationToken(true)));
        Assert.Empty(_flown);
    }

    [Fact]
    public void UnattendedFlightShouldBeStartedOnce()
    {
        _flight.Ensure(this, static tests => tests.FlyAsync());
        _flight.Ensure(this, static tests => tests.FlyAsync());

        Assert.Single(_flown);
    }

    [Fact]
    public void FlightShouldTakeNothingOfItsFirstCallerWithIt()
    {
        AsyncLocal<string> ambient = new() { Value = "caller" };
        TaskCompletionSource gate = new();
        string? seen = "nothing";

        string? seenAtOnce = "nothing";
        _flight.Ensure(
            gate,
            async gate =>
            {
                seenAtOnce = ambient.Value;
                await gate.Task.ConfigureAwait(false);
                seen = ambient.Value;
                return "";
            });
        Thread server = new(gate.SetResult);
        server.UnsafeStart();
        server.Join();

        Assert.Null(seenAtOnce);
        Assert.Null(seen);
        Assert.Equal("caller", ambient.Value);
    }

    [Fact]
    public async Task FlightThatBlocksShouldNotHoldTheThreadOfItsFirstCaller()
    {
        SingleFlight<string> flight = new(TaskCreationOptions.RunContinuationsAsynchronously);
        using ManualResetEventSlim gate = new();

        Task<string> caller = flight.JoinAsync(gate, static _ => null, static gate =>
        {
            gate.Wait();
            return Task.FromResult("outcome");
        });
        gate.Set();

        Assert.Equal("outcome", await caller);
    }

    [Fact]
    public async Task CallerShouldBeLetGoByTheTokenThatWasCancelledFirst()
    {
        using CancellationTokenSource patience = new();
        using CancellationTokenSource caller = new();
        Task<string> waiting = _flight.JoinAsync(
            this, static _ => null, static tests => tests.FlyAsync(), cancellationToken: caller.Token, patience: patience.Token);
        await patience.CancelAsync();
        await caller.CancelAsync();

        OperationCanceledException exception = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        Assert.Equal(patience.Token, exception.CancellationToken);
        Assert.True(_flight.IsUnderWay);
    }

    private Task<string> JoinAsync(CancellationToken cancellationToken = default) =>
        _flight.JoinAsync(this, static tests => tests._known, static tests => tests.FlyAsync(), cancellationToken: cancellationToken);

    private Task<string> FlyAsync()
    {
        TaskCompletionSource<string> flight = new();
        _flown.Add(flight);
        return flight.Task;
    }
}
