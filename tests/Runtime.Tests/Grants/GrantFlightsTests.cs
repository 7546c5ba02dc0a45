using Leeway.Grants;
using Microsoft.Extensions.Logging.Testing;

namespace Leeway.Runtime.Tests.Grants;

public sealed class GrantFlightsTests
{
    private static readonly GrantOptions s_options = new();

    private readonly RuntimeEnvironment _environment = new(new ManualTime(), new Random(1), TaskCreationOptions.None);
    private readonly FakeLogger _log = new();
    private int _flown;

    [Fact]
    public async Task CallerWithAnOutdatedStateShouldGetTheKnownStateWithoutAFlight()
    {
        GrantFlights flights = new(_environment, new GrantInstruments(_environment.Meter)) { Fly = FlyAsync };
        GrantSlot slot = flights.GetSlot(GrantId.Default);
        GrantSnapshot outdated = new(null, default, TimeSpan.Zero, isRejected: false, s_options);
        GrantSnapshot known = slot.Adopt(null, slot.BeginInquiry(_environment), _environment, s_options);

        GrantOutcome outcome = await flights.JoinAsync(slot, outdated, CancellationToken.None);
        Assert.Same(known, Assert.IsType<GrantOutcome.Settled>(outcome).Snapshot);
        Assert.Equal(0, _flown);

        await flights.JoinAsync(slot, known, CancellationToken.None);
        Assert.Equal(1, _flown);
    }

    [Fact]
    public async Task UnusedGrantsShouldBeDroppedFromMemory()
    {
        ManualTime time = new();
        GrantFlights flights = new(new RuntimeEnvironment(time, new Random(1), TaskCreationOptions.None), new GrantInstruments(_environment.Meter)) { Fly = FlyAsync };
        GrantSlot held = flights.GetSlot(new GrantId("held"));
        held.Adopt(NewGrant(held.Id, time.GetUtcNow().AddHours(2)), held.BeginInquiry(_environment), _environment, s_options);
        for (int i = 0; i < 5000; i++)
        {
            GrantSlot slot = flights.GetSlot(new GrantId($"grant-{i}"));
            slot.Adopt(NewGrant(slot.Id, time.GetUtcNow().AddSeconds(100)), slot.BeginInquiry(_environment), _environment, s_options);
            time.Advance(TimeSpan.FromSeconds(1));
            Assert.Same(slot, flights.Find(slot.Id));
            if (i % 100 == 0)
            {
                Assert.InRange(Enumerable.Range(0, i + 1).Count(i => flights.Find(new GrantId($"grant-{i}")) is not null), 1, 1024);
            }
        }

        int known = Enumerable.Range(0, 5000).Count(i => flights.Find(new GrantId($"grant-{i}")) is not null);
        Assert.InRange(known, 100, 1024);
        Assert.Same(held, flights.Find(held.Id));

        // A caller with a reference to a retired slot gets that outcome, and another slot.
        GrantSlot former = flights.GetSlot(new GrantId("former"));
        flights.RetireIdle();
        Assert.IsType<GrantOutcome.Retired>(await flights.JoinAsync(former, null, CancellationToken.None));
        Assert.NotSame(former, flights.GetSlot(former.Id));
        Assert.Equal(0, _flown);
    }

    [Fact]
    public void GrantWithUnfinishedWorkShouldStayInMemory()
    {
        GrantFlights flights = new(_environment, new GrantInstruments(_environment.Meter)) { Fly = static _ => new TaskCompletionSource<GrantOutcome>().Task };
        Grant ended = NewGrant(new GrantId("any"), _environment.Now.AddHours(-1));
        Action<GrantSlot>[] unfinished =
        [
            flights.EnsureFlight,
            slot => slot.Unwritten = new UnwrittenGrant(ended, ended),
            slot => slot.UntouchedSpend = "spend",
            slot => slot.NotBefore = _environment.Time.GetTimestamp() + 1,
            static slot => slot.TryHold(),
            slot => slot.DoubtReported = _environment.Now,
            slot => slot.IdleReported = ended.RotatedAt,
            slot => slot.Events = new Queue<GrantEvent>(),
            static slot => slot.BeginForgetting(),
            slot => slot.Timer = _environment.Time.CreateTimer(static _ => { }, null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan),
            slot => slot.Adopt(ended with { Version = 2, PendingSpend = new PendingSpend { Id = "s", StartedAt = _environment.Now, InDoubtSince = _environment.Now, Turn = 1 } }, slot.BeginInquiry(_environment), _environment, s_options),
            slot => slot.Adopt(ended with { Version = 2, AccessTokenExpiresAt = _environment.Now.AddTicks(1) }, slot.BeginInquiry(_environment), _environment, s_options),
        ];
        for (int i = 0; i < unfinished.Length; i++)
        {
            GrantSlot slot = flights.GetSlot(new GrantId($"grant-{i}"));
            slot.Adopt(ended with { Id = slot.Id }, slot.BeginInquiry(_environment), _environment, s_options);
            unfinished[i](slot);
        }

        flights.RetireIdle();

        Assert.All(Enumerable.Range(0, unfinished.Length), i => Assert.NotNull(flights.Find(new GrantId($"grant-{i}"))));
    }

    [Fact]
    public void GrantWithoutUnfinishedWorkShouldBeDroppedFromMemory()
    {
        GrantFlights flights = new(_environment, new GrantInstruments(_environment.Meter)) { Fly = FlyAsync };
        Grant ended = NewGrant(new GrantId("any"), _environment.Now);
        Action<GrantSlot>[] finished =
        [
            static _ => { },
            slot => slot.Adopt(ended, slot.BeginInquiry(_environment), _environment, s_options),
            slot => slot.Adopt(null, slot.BeginInquiry(_environment), _environment, s_options),
            slot => slot.Adopt(
                ended with { AccessTokenExpiresAt = _environment.Now.AddHours(1), Loss = new GrantLoss { Reason = GrantLossReason.Unknown, Evidence = "", At = _environment.Now } },
                slot.BeginInquiry(_environment),
                _environment,
                s_options),
            slot =>
            {
                slot.Adopt(ended, slot.BeginInquiry(_environment), _environment, s_options);
                slot.IdleReported = ended.RotatedAt.AddDays(-1);
            },
            slot => slot.NotBefore = _environment.Time.GetTimestamp(),
            static slot =>
            {
                Assert.True(slot.TryHold());
                slot.Release();
            },
        ];
        for (int i = 0; i < finished.Length; i++)
        {
            finished[i](flights.GetSlot(new GrantId($"grant-{i}")));
        }

        // Adding grants alone drops none, as long as there are few.
        Assert.All(Enumerable.Range(0, finished.Length), i => Assert.NotNull(flights.Find(new GrantId($"grant-{i}"))));
        flights.RetireIdle();
        Assert.All(Enumerable.Range(0, finished.Length), i => Assert.Null(flights.Find(new GrantId($"grant-{i}"))));
    }

    [Fact]
    public void HeldGrantShouldBeReleasedWithItsHold()
    {
        GrantFlights flights = new(_environment, new GrantInstruments(_environment.Meter)) { Fly = FlyAsync };
        GrantSlot slot = flights.GetSlot(GrantId.Default);
        using (GrantHold hold = flights.Hold(GrantId.Default))
        {
            Assert.Same(slot, hold.Slot);
            flights.RetireIdle();
            Assert.Same(slot, flights.Find(GrantId.Default));
        }

        flights.RetireIdle(except: slot);
        Assert.Same(slot, flights.Find(GrantId.Default));
        flights.RetireIdle();
        Assert.Null(flights.Find(GrantId.Default));
    }

    [Fact]
    public async Task RecheckOfADroppedGrantShouldNotReadTheStore()
    {
        UnreliableStore store = new(_environment.Time);
        TimeLimitedGrantStore limited = new(store, _environment, s_options, _log);
        GrantRecheck recheck = new(limited, _environment, s_options, _log, CancellationToken.None);
        GrantSlot slot = new(GrantId.Default, TaskCreationOptions.None);
        GrantSnapshot stale = slot.Adopt(NewGrant(slot.Id, _environment.Now), slot.BeginInquiry(_environment), _environment, s_options);
        slot.Retire_NeedsLock();

        await recheck.CheckAsync(slot, stale);

        Assert.Equal((0, null), (store.Reads, slot.Snapshot));
    }

    [Fact]
    public async Task FailedRecheckShouldBeNotedAndLogged()
    {
        UnreliableStore store = new(_environment.Time) { FailsReads = true };
        TimeLimitedGrantStore limited = new(store, _environment, s_options, _log);
        GrantRecheck recheck = new(limited, _environment, s_options, _log, CancellationToken.None);
        GrantSlot slot = new(GrantId.Default, TaskCreationOptions.None);
        GrantSnapshot stale = slot.Adopt(NewGrant(slot.Id, _environment.Now), slot.BeginInquiry(_environment), _environment, s_options);

        await recheck.CheckAsync(slot, stale);

        GrantSnapshot noted = slot.Snapshot!;
        Assert.Equal((stale.Grant, 1), (noted.Grant, noted.Check.Failures));
        Assert.Equal(
            "The grant store failed for grant default: The grant store UnreliableStore could not read the grant: The store cannot be read.",
            Assert.Single(_log.Collector.GetSnapshot()).Message);
        store.FailsReads = false;
        await recheck.CheckAsync(slot, noted);
        Assert.Null(slot.Snapshot!.Grant);
        await recheck.CheckAsync(slot, noted);
        Assert.Equal(2, store.Reads);
    }

    [Fact]
    public async Task OneFlightMoreShouldBeAdmittedWhenOneLeaves()
    {
        ExchangeGate gate = new(2, TaskCreationOptions.None);
        Task[] flights = [.. Enumerable.Range(0, 4).Select(_ => gate.EnterAsync())];
        Assert.Equal([true, true, false, false], flights.Select(static flight => flight.IsCompleted));

        gate.Leave();
        Assert.Equal([true, true, true, false], flights.Select(static flight => flight.IsCompleted));
        gate.Leave();
        await Task.WhenAll(flights);

        gate.Leave();
        gate.Leave();
        Task[] later = [.. Enumerable.Range(0, 3).Select(_ => gate.EnterAsync())];
        Assert.Equal([true, true, false], later.Select(static flight => flight.IsCompleted));
    }

    [Fact]
    public void TimeoutOfACallerShouldBeExplained()
    {
        ManualTime time = new();
        using CallerTimeout timeout = new(TimeSpan.FromSeconds(1.5), time);
        IOException cause = new("The cause.");
        Assert.False(timeout.HasEnded(new OperationCanceledException(CancellationToken.None)));
        OperationCanceledException canceled = new(timeout.Token);
        Assert.Equal(timeout.Token, timeout.Token);
        Assert.Same(canceled, timeout.ExplainStore(canceled));
        Assert.True(timeout.HasEnded(canceled));
        Assert.False(timeout.HasEnded(new OperationCanceledException(new CancellationToken(true))));
        time.Advance(TimeSpan.FromSeconds(1.5));

        Assert.True(canceled.CancellationToken.IsCancellationRequested);
        Assert.Same(cause, timeout.ExplainStore(cause));
        TimeoutException explained = Assert.IsType<TimeoutException>(timeout.ExplainStore(canceled));
        Assert.Equal(("it did not respond within 1.5 s (GrantOptions.CallerTimeout)", canceled), (explained.Message, explained.InnerException));
        const string Limit = "There is no access token for grant 'default' at the moment: no token was received within 1.5 s (GrantOptions.CallerTimeout); the request for one continues in the background";
        Assert.Equal(Limit + ".", timeout.Explain(GrantId.Default, null, null, null).Message);
        TokenUnavailableException exception = timeout.Explain(GrantId.Default, "It is slow", TimeSpan.FromSeconds(2), cause);
        Assert.Equal((Limit + ". It is slow.", TimeSpan.FromSeconds(2), cause), (exception.Message, exception.RetryAfter, exception.InnerException));
    }

    [Fact]
    public void TimeoutThatNobodyUsesShouldNotHaveEnded()
    {
        ManualTime time = new();
        using CallerTimeout timeout = new(TimeSpan.FromSeconds(1), time);
        OperationCanceledException canceled = new();
        time.Advance(TimeSpan.FromSeconds(2));

        Assert.False(timeout.HasEnded(canceled));
        Assert.Same(canceled, timeout.ExplainStore(canceled));
    }

    private static Grant NewGrant(GrantId id, DateTimeOffset end) => new()
    {
        Id = id,
        Version = 1,
        Family = "f",
        AccessToken = new AccessToken("access"),
        AccessTokenExpiresAt = end,
        RefreshToken = new RefreshToken("refresh"),
        FamilyStartedAt = end,
        RotatedAt = end,
    };

    private Task<GrantOutcome> FlyAsync(GrantSlot slot)
    {
        _flown++;
        return Task.FromResult<GrantOutcome>(new GrantOutcome.Misconfigured("words"));
    }
}
