using Leeway.Chance;
using Leeway.Grants;
using Leeway.Testing.Stores;

namespace Leeway.Runtime.Tests.Grants;

/// <summary>When unfinished work is continued without a call.</summary>
public sealed class GrantRecoveryTests : IDisposable
{
    private static readonly GrantOptions s_options = new();

    private readonly ManualTime _time = new();
    private readonly RuntimeEnvironment _environment;
    private readonly GrantSlot _slot = new(GrantId.Default, TaskCreationOptions.None);
    private readonly GrantRecovery _recovery;
    private int _flights;

    public GrantRecoveryTests()
    {
        _environment = new RuntimeEnvironment(_time, new Random(1), TaskCreationOptions.None);
        _recovery = new GrantRecovery(_environment, s_options)
        {
            EnsureFlight = slot =>
            {
                Assert.Same(_slot, slot);
                _flights++;
            },
        };
    }

    public void Dispose() => _recovery.Dispose();

    [Theory]
    [InlineData("nothing known", null)]
    [InlineData("nothing unfinished", null)]
    [InlineData("lost in doubt", null)]
    [InlineData("lost and unsettled", null)]
    [InlineData("unwritten", 0.5)]
    [InlineData("in doubt", 0.5)]
    [InlineData("in doubt, with another untouched spend", 0.5)]
    [InlineData("untouched spend", 120.0)]
    [InlineData("untouched spend whose record is not known", 120.0)]
    [InlineData("unsettled", 200.0)]
    [InlineData("unsettled and due", 0.5)]
    [InlineData("in doubt, after a failure", 7.0)]
    [InlineData("in doubt, after a failure of a moment ago", 0.5)]
    [InlineData("in doubt, after a former failure", 0.5)]
    public void UnfinishedWorkShouldBeContinuedAfterItsPause(string state, double? seconds)
    {
        Prepare(state);

        _recovery.Schedule(_slot);

        Assert.Equal(seconds is null ? 0 : 1, _time.ActiveTimers);
        if (seconds is { } pause)
        {
            _time.Advance(TimeSpan.FromSeconds(pause) - TimeSpan.FromTicks(1));
            Assert.Equal(0, _flights);
            _time.Advance(TimeSpan.FromTicks(1));
            Assert.Equal(1, _flights);
            _time.Advance(TimeSpan.FromHours(1));
            Assert.Equal(1, _flights);
        }
    }

    [Fact]
    public void NextScheduleShouldReplaceTheFormer()
    {
        Prepare("untouched spend");
        _recovery.Schedule(_slot);
        Prepare("unwritten");
        _recovery.Schedule(_slot);
        Assert.Equal(1, _time.ActiveTimers);
        _time.Advance(TimeSpan.FromSeconds(0.5));
        Assert.Equal(1, _flights);

        _recovery.Schedule(_slot);
        _slot.Unwritten = null;
        _slot.UntouchedSpend = null;
        _recovery.Schedule(_slot);
        Assert.Equal((0, null), (_time.ActiveTimers, _slot.Timer));
    }

    [Fact]
    public void WorkThatIsFinishedShouldNotBeContinued()
    {
        Prepare("unwritten");
        _recovery.Schedule(_slot);
        _slot.Unwritten = null;

        _time.Advance(TimeSpan.FromHours(1));

        Assert.Equal(0, _flights);
    }

    [Fact]
    public void NothingShouldBeContinuedAfterTheEndOfTheProcess()
    {
        Prepare("unwritten");
        _recovery.Schedule(_slot);
        _recovery.Dispose();
        _time.Advance(TimeSpan.FromHours(1));
        Assert.Equal(0, _flights);

        _recovery.Schedule(_slot);
        Assert.Equal((0, null), (_time.ActiveTimers, _slot.Timer));
    }

    private void Prepare(string state)
    {
        Grant grant = GrantStoreContract.CreateGrant(GrantId.Default, 1) with { RotatedAt = _time.GetUtcNow(), AccessTokenExpiresAt = _time.GetUtcNow().AddHours(1) };
        GrantLoss? loss = state.StartsWith("lost", StringComparison.Ordinal) ? new() { Reason = GrantLossReason.Unknown, Evidence = "", At = _time.GetUtcNow() } : null;
        PendingSpend spend = new() { Id = "spend", StartedAt = _time.GetUtcNow(), InDoubtSince = _time.GetUtcNow(), Turn = 1 };
        if (state.Contains("unsettled", StringComparison.Ordinal))
        {
            grant = GrantSlot.Unsettle(grant, s_options);
            TimeSpan renewIn = state == "unsettled and due" ? TimeSpan.FromSeconds(0.4) : TimeSpan.FromSeconds(200);
            _time.Advance(new GrantSnapshot(grant, default, TimeSpan.FromMinutes(3), isRejected: false, s_options).RenewAt - renewIn - _time.GetUtcNow());
        }

        grant = grant with { Loss = loss, PendingSpend = state.Contains("in doubt", StringComparison.Ordinal) || state == "untouched spend" ? spend : null };
        if (state != "nothing known")
        {
            // Renewal begins three minutes ahead, of at most five.
            _slot.Adopt(grant, _slot.BeginInquiry(_environment), new RuntimeEnvironment(_time, new FixedRandom(0.2), TaskCreationOptions.None), s_options);
        }

        switch (state)
        {
            case "unwritten":
                _slot.Unwritten = new UnwrittenGrant(grant, grant);
                break;
            case "untouched spend" or "untouched spend whose record is not known":
                _slot.UntouchedSpend = "spend";
                break;
            case "in doubt, with another untouched spend":
                _slot.UntouchedSpend = "another";
                break;
            case "in doubt, after a failure":
                _slot.NotBefore = _environment.GetTimestampAfter(TimeSpan.FromSeconds(7));
                break;
            case "in doubt, after a failure of a moment ago":
                _slot.NotBefore = _environment.GetTimestampAfter(TimeSpan.FromSeconds(0.1));
                break;
            case "in doubt, after a former failure":
                _time.Advance(TimeSpan.FromSeconds(10));
                _slot.NotBefore = _environment.Time.GetTimestamp() - 1;
                break;
        }
    }
}
