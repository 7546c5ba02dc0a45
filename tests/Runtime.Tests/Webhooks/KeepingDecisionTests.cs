using Leeway.Grants;
using Leeway.Webhooks;

namespace Leeway.Runtime.Tests.Webhooks;

public sealed class KeepingDecisionTests
{
    private const string Url = "https://app.example/hooks";

    private static readonly DateTimeOffset s_now = new(2026, 11, 29, 8, 0, 0, TimeSpan.Zero);

    private static readonly KeptWebhook s_kept = new()
    {
        Grant = new GrantId("user"), CloudId = "site", Version = 1, WebhookId = 1000, Fingerprint = "f", ExpiresAt = s_now.AddDays(29), CheckedAt = s_now, Family = "a",
    };

    [Fact]
    public void RecordShouldBeDueWhenSomethingMustBeDone()
    {
        Assert.False(KeepingDecision.IsDue(s_kept, "f", "a", s_now));
        Assert.True(KeepingDecision.IsDue(s_kept, "other", "a", s_now));
        Assert.True(KeepingDecision.IsDue(s_kept, null, "a", s_now));
        Assert.True(KeepingDecision.IsDue(s_kept, "f", "b", s_now));
        Assert.True(KeepingDecision.IsDue(s_kept, "f", "a", s_now.AddDays(1)));
        Assert.True(KeepingDecision.IsDue(s_kept with { ExpiresAt = s_now.AddDays(17) }, "f", "a", s_now));
        Assert.True(KeepingDecision.IsDue(s_kept with { ObsoleteIds = [1] }, "f", "a", s_now));
        Assert.False(KeepingDecision.IsDue(s_kept with { Attempts = [s_now.AddMinutes(-19)] }, "f", "a", s_now));
        Assert.True(KeepingDecision.IsDue(s_kept with { Attempts = [s_now.AddMinutes(-20)] }, "f", "a", s_now));
    }

    [Fact]
    public void WrongClockShouldNotPreventAnything()
    {
        // This clock is months behind, or that of the process that wrote was ahead.
        Assert.True(KeepingDecision.NeedsExtension(s_kept, s_now.AddDays(-100)));
        Assert.True(KeepingDecision.IsDue(s_kept with { CheckedAt = s_now.AddDays(100) }, "f", "a", s_now));
        Assert.False(KeepingDecision.MayAttemptsAppear(s_kept with { Attempts = [s_now.AddDays(100)] }, s_now));
        Assert.False(KeepingDecision.IsBusy(s_kept with { BusyUntil = s_now.AddDays(100) }, s_now));
        Assert.True(KeepingDecision.IsBusy(s_kept with { BusyUntil = s_now.AddMinutes(5) }, s_now));
    }

    [Fact]
    public void OrphansShouldBeWebhooksWithTheAddressThatNoRecordHas()
    {
        ListedWebhook[] listed = [new(1000, Url, null), new(1001, Url, null), new(1002, Url, null), new(1003, "https://other.example", null), new(1004, Url, null)];
        KeptWebhook other = s_kept with { Grant = new GrantId("other"), WebhookId = 1001, ObsoleteIds = [1002] };

        Assert.Equal([1004], KeepingDecision.FindOrphans(listed, [s_kept, other], Url));
    }

    [Fact]
    public void ListShouldDecideWhatExists()
    {
        KeptWebhook record = s_kept with { ObsoleteIds = [1, 2] };

        KeptWebhook observed = KeepingDecision.Observe(record, [new(2, Url, null), new(1000, Url, s_now.AddDays(3))]);
        Assert.Equal((1000, s_now.AddDays(3)), (observed.WebhookId!.Value, observed.ExpiresAt!.Value));
        Assert.Equal([2], observed.ObsoleteIds);

        observed = KeepingDecision.Observe(record, []);
        Assert.Null(observed.WebhookId);
        Assert.Null(observed.ExpiresAt);
    }

    [Fact]
    public void RecordOfAGoneGrantShouldBeKeptWhileItsWebhookLives()
    {
        Assert.False(KeepingDecision.IsDisposable(s_kept, s_now.AddDays(28)));
        Assert.True(KeepingDecision.IsDisposable(s_kept, s_now.AddDays(31)));
        Assert.False(KeepingDecision.IsDisposable(s_kept with { CheckedAt = null, ExpiresAt = null }, s_now.AddDays(31)));
        Assert.True(KeepingDecision.IsDisposable(s_kept with { WebhookId = null }, s_now));
        Assert.False(KeepingDecision.IsDisposable(s_kept with { WebhookId = null, LeavingSince = s_now }, s_now));
    }

    [Fact]
    public void SameConsentShouldNotBeKeptWhileTheUserLeaves()
    {
        KeptWebhook record = s_kept with { LeavingSince = s_now };

        Assert.True(KeepingDecision.IsLeaving(record, "a", s_now.AddMinutes(14)));
        Assert.False(KeepingDecision.IsLeaving(record, "a", s_now.AddMinutes(15)));
        Assert.False(KeepingDecision.IsLeaving(record, "b", s_now));
    }
}
