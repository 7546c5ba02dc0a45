using Leeway.Grants;

namespace Leeway.Runtime.Tests.Grants;

public sealed class SingleFlightTests
{
    private readonly SingleFlight<string> _flight = new(TaskCreationOptions.None);
    private readonly List<TaskCompletionSource<string>> _flown = [];
    private string? _known;

    [Fact]
    public async Task CallerShouldGetAKnownResultWithoutAFlight()
    {
        _known = "known";

        Assert.Equal("known", await JoinAsync());
        Assert.Empty(_flown);
    }

    [Fact]
    public async Task JoinersShouldCompleteInOrderWithOneResult()
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
    public async Task JoinerAfterAFlightShouldStartTheNextOne()
    {
        Task<string> first = JoinAsync();
        _flown[0].SetResult("first");
        Task<string> second = JoinAsync();

        Assert.Equal("first", await first);
        Assert.False(second.IsCompleted);
        Assert.Equal(2, _flown.Count);
    }

    [Fact]
    public async Task ExceptionShouldReachAllCallersAndNotBeKept()
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
    public async Task CanceledCallerShouldNotEndTheFlight()
    {
        using CancellationTokenSource cancellation = new();
        Task<string> first = JoinAsync(cancellation.Token);
        Task<string> second = JoinAsync();
        await cancellation.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
        _flown.Single().SetResult("outcome");
        Assert.Equal("outcome", await second);
    }

    [Fact]
    public async Task CancelledTokenShouldStartNothing()
    {
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => JoinAsync(new CancellationToken(true)));
        Assert.Empty(_flown);
    }

    [Fact]
    public void FlightWithoutCallersShouldBeStartedOnce()
    {
        _flight.Ensure(this, static tests => tests.FlyAsync());
        _flight.Ensure(this, static tests => tests.FlyAsync());

        Assert.Single(_flown);
    }

    [Fact]
    public void FlightShouldNotCaptureTheContextOfItsFirstCaller()
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
    public async Task BlockingFlightShouldNotBlockItsFirstCaller()
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
    public async Task CallerShouldBeCanceledByTheFirstCancelledToken()
    {
        using CancellationTokenSource timeout = new();
        using CancellationTokenSource caller = new();
        Task<string> waiting = _flight.JoinAsync(
            this, static _ => null, static tests => tests.FlyAsync(), cancellationToken: caller.Token, callerTimeout: timeout.Token);
        await timeout.CancelAsync();
        await caller.CancelAsync();

        OperationCanceledException exception = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        Assert.Equal(timeout.Token, exception.CancellationToken);
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
