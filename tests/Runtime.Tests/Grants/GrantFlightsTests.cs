using Leeway.Grants;

namespace Leeway.Runtime.Tests.Grants;

public sealed class GrantFlightsTests
{
    private static readonly GrantOptions s_options = new();

    private readonly RuntimeEnvironment _environment = new(new ManualTime(), new Random(1), TaskCreationOptions.None);
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
