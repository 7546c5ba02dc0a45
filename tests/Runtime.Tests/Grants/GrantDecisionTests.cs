using Leeway.Grants;

namespace Leeway.Runtime.Tests.Grants;

/// <summary>The pure functions that make decisions. Times are in minutes from now.</summary>
public sealed class GrantDecisionTests
{
    private static readonly DateTimeOffset s_now = ManualTime.Start;
    private static readonly GrantOptions s_options = new();

    [Theory]
    [InlineData(60.0, "Serve")]
    [InlineData(4.1, "Serve")]
    [InlineData(4.0, "ServeAndRenew")]
    [InlineData(3.9, "ServeAndRenew")]
    [InlineData(0.6, "ServeAndRenew")]
    [InlineData(0.5, "Renew")]
    [InlineData(-60.0, "Renew")]
    public void DecisionShouldFollowTheAge(double expiresIn, string decision) =>
        Assert.Equal(decision, Decide(NewGrant(expiresIn)));

    [Theory]
    [InlineData(3600, 300, 30)]
    [InlineData(1200, 300, 30)]
    [InlineData(240, 60, 30)]
    [InlineData(200, 50, 25)]
    [InlineData(120, 30, 15)]
    [InlineData(10, 2.5, 1.25)]
    [InlineData(0, 0, 0)]
    [InlineData(-60, 0, 0)]
    public void RenewalShouldStartInTheLastQuarterOfTheLifetime(double life, double renewAhead, double margin)
    {
        DateTimeOffset end = s_now.AddSeconds(life);
        TimeSpan seconds = TimeSpan.FromSeconds(life);

        Assert.Equal(end.AddSeconds(-renewAhead), RenewalTiming.GetRenewAt(end, seconds, s_options.RenewAhead, s_options));
        Assert.Equal(end.AddSeconds(-renewAhead / 2), RenewalTiming.GetRenewAt(end, seconds, s_options.RenewAhead / 2, s_options));
        Assert.Equal(end.AddSeconds(-margin), RenewalTiming.GetUsableUntil(end, seconds, s_options));
    }

    [Theory]
    [InlineData(60, 4.0)]
    [InlineData(2, 1.6)]
    public void PairThatMayHaveARivalShouldBeRenewedWithinTheLeeway(int life, double minutes)
    {
        Grant grant = NewGrant(life) with { RotatedAt = s_now };

        GrantSnapshot snapshot = new(GrantSlot.Unsettle(grant, s_options), new GrantCheck(s_now, 0, 0), TimeSpan.FromMinutes(4), isRejected: false, s_options);

        // In both cases well before the end of the eight minutes in which both pairs are certain to be valid.
        Assert.Equal(s_now.AddMinutes(minutes), snapshot.RenewAt);
    }

    [Theory]
    [InlineData(60.0, "Serve")]
    [InlineData(0.6, "Serve")]
    [InlineData(0.5, "RefuseNoRefreshToken")]
    public void GrantWithoutRefreshTokenShouldBeUsedUntilItExpires(double expiresIn, string decision) =>
        Assert.Equal(decision, Decide(NewGrant(expiresIn) with { RefreshToken = null }));

    [Theory]
    [InlineData(60.0, -1.0, "ServeAndRenew")]
    [InlineData(60.0, -7.9, "ServeAndRenew")]
    [InlineData(60.0, -8.0, "Renew")]
    [InlineData(0.1, -1.0, "Renew")]
    public void SpendShouldBeRecoveredAndItsAccessTokenUsedNoLongerThanTheLeeway(double expiresIn, double spentAt, string decision) =>
        Assert.Equal(decision, Decide(NewGrant(expiresIn) with { PendingSpend = Spend(spentAt, spentAt) }));

    [Theory]
    [InlineData(60.0, 0.0, "Serve")]
    [InlineData(60.0, -29.9, "Serve")]
    [InlineData(60.0, -30.0, "Recheck")]
    [InlineData(60.0, -3600.0, "Recheck")]
    [InlineData(60.0, 0.1, "Recheck")]
    [InlineData(3.9, -29.9, "ServeAndRenew")]
    [InlineData(3.9, -30.0, "Recheck")]
    [InlineData(0.5, -30.0, "Renew")]
    public void TokenShouldBeUsedOnlyAfterARecentCheck(double expiresIn, double askedAt, string decision) =>
        Assert.Equal(decision, Decide(NewGrant(expiresIn), checkedAt: askedAt));

    [Theory]
    [InlineData(0, 29.0, 30.0)]
    [InlineData(1, 0.5, 30.0)]
    [InlineData(3, 2.0, 30.0)]
    [InlineData(30, 15.0, 30.0)]
    public void FailingStoreShouldBeAskedAtGrowingIntervals(int failures, double next, double trusted)
    {
        GrantCheck check = new(s_now, 0, failures);

        Assert.Equal(next, check.GetNextInterval(s_options).TotalSeconds);
        Assert.Equal(trusted, check.GetTrustPeriod(s_options).TotalSeconds);
    }

    [Fact]
    public void CallsShouldNotWaitForAFailingStoreIfMaxStalenessIsShort()
    {
        GrantCheck check = new(s_now, 0, 10);
        GrantOptions options = new() { MaxStaleness = TimeSpan.FromSeconds(5) };

        Assert.Equal(2.5, check.GetNextInterval(options).TotalSeconds);
        Assert.Equal(12.5, check.GetTrustPeriod(options).TotalSeconds);
        Assert.Equal(4.5, (check with { Failures = 0 }).GetNextInterval(options).TotalSeconds);
    }

    [Fact]
    public void NewWindowShouldNotExtendTheUseOfTheAccessToken() =>
        Assert.Equal("Renew", Decide(NewGrant(60) with { PendingSpend = Spend(-1, -20) }));

    [Fact]
    public void RejectedTokenShouldNotBeUsed() => Assert.Equal("Renew", Decide(NewGrant(60), isRejected: true));

    [Fact]
    public void LostOrMissingGrantShouldBeRefused()
    {
        Assert.Equal("RefuseLost", Decide(NewGrant(60) with { Loss = new GrantLoss { Reason = GrantLossReason.Unknown, Evidence = "", At = s_now } }));
        Assert.Equal("RefuseNotGranted", Decide(null));
    }

    [Theory]
    [InlineData(0.0, true)]
    [InlineData(-7.99, true)]
    [InlineData(-8.0, false)]
    [InlineData(-1000.0, false)]
    [InlineData(2.0, true)]
    [InlineData(2.01, false)]
    public void TokenShouldBeSentAgainWithinTheLeewayMinusItsMargin(double startedAt, bool isOpen) =>
        Assert.Equal(isOpen, SpendWindow.IsOpen(Spend(startedAt, startedAt), s_now, s_options));

    [Theory]
    [InlineData("same access token", "AlreadyWritten")]
    [InlineData("another family", "Adopt")]
    [InlineData("not rotated", "Overwrite")]
    [InlineData("given up", "Overwrite")]
    [InlineData("response without a refresh token", "Overwrite")]
    [InlineData("exchanged in turn", "Adopt")]
    [InlineData("sibling asked for before ours", "Overwrite")]
    [InlineData("sibling asked for before ours, by a clock that is ahead", "Overwrite")]
    [InlineData("sibling asked for in the same turn", "Share")]
    [InlineData("same access token of another family", "Adopt")]
    [InlineData("sibling asked for after ours", "Share")]
    [InlineData("sibling asked for after ours, by a clock that is behind", "Share")]
    public void ConflictOfPairsShouldBeResolved(string stored, string resolution)
    {
        Grant spent = NewGrant(0) with { Version = 7, Generation = 3, PendingSpend = Spend(-1, -1) };
        Grant ours = spent with { Version = 8, AccessToken = new("a-ours"), RefreshToken = new("r-ours"), PendingSpend = null, RotatedAt = s_now, Generation = 4, Turn = 2 };
        Grant theirs = spent with { Version = 8, AccessToken = new("a-theirs"), RefreshToken = new("r-theirs"), PendingSpend = null, RotatedAt = s_now, Generation = 4, Turn = 2 };
        Grant found = stored switch
        {
            "same access token" => ours with { Version = 8 },
            "another family" => theirs with { Family = "other" },
            "not rotated" => spent with { Version = 9, PendingSpend = Spend(0, -1) },
            "given up" => spent with { Version = 8, Loss = new GrantLoss { Reason = GrantLossReason.SpendInDoubt, Evidence = "", At = s_now } },
            "response without a refresh token" => theirs with { RefreshToken = spent.RefreshToken },
            "exchanged in turn" => theirs with { Version = 10, Generation = 5 },
            "sibling asked for before ours" => theirs with { Turn = 1 },
            "sibling asked for before ours, by a clock that is ahead" => theirs with { Turn = 1, RotatedAt = s_now.AddMinutes(20) },
            "sibling asked for after ours" => theirs with { Turn = 3 },
            "sibling asked for in the same turn" => theirs,
            "same access token of another family" => ours with { Family = "other" },
            _ => theirs with { Turn = 3, RotatedAt = s_now.AddMinutes(-20) },
        };

        Assert.Equal(resolution, WriteConflictResolution.Resolve(spent, ours, found).ToString());
    }

    [Theory]
    [InlineData("spent again", "Overwrite")]
    [InlineData("given up", "Adopt")]
    [InlineData("same response", "Adopt")]
    [InlineData("same response, then given up", "Adopt")]
    [InlineData("exchanged before our turn", "Adopt")]
    public void ResponseWithoutRefreshTokenShouldReplaceOnlyTheSpend(string stored, string resolution)
    {
        Grant spent = NewGrant(0) with { Version = 7, Generation = 3, PendingSpend = Spend(-1, -1) };
        Grant ours = spent with { Version = 8, AccessToken = new("a-ours"), PendingSpend = null, RotatedAt = s_now, Generation = 4, Turn = 2 };
        Grant theirs = spent with { Version = 8, AccessToken = new("a-theirs"), PendingSpend = null, RotatedAt = s_now, Generation = 4, Turn = 1 };
        GrantLoss loss = new() { Reason = GrantLossReason.Unknown, Evidence = "", At = s_now };
        Grant found = stored switch
        {
            "spent again" => spent with { Version = 9, PendingSpend = Spend(0, -1) },
            "given up" => spent with { Version = 8, Loss = loss },
            "same response" => theirs,
            "same response, then given up" => theirs with { Version = 9, Loss = loss },
            _ => theirs with { RefreshToken = new("r-theirs") },
        };

        Assert.Equal(resolution, WriteConflictResolution.Resolve(spent, ours, found).ToString());
    }

    [Theory]
    [InlineData("same", true)]
    [InlineData("other refresh token", false)]
    [InlineData("other access token", false)]
    [InlineData("other family", false)]
    public void RefusalShouldEndOnlyTheGrantWithTheRefusedToken(string stored, bool ends)
    {
        Grant sent = NewGrant(0);
        Grant reread = stored switch
        {
            "same" => sent with { Version = sent.Version + 5 },
            "other refresh token" => sent with { RefreshToken = new("other") },
            "other access token" => sent with { AccessToken = new("other") },
            _ => sent with { Family = "other" },
        };

        Assert.Equal(ends, RefusalJudgement.EndsGrant(sent, reread));
    }

    [Theory]
    [InlineData(1.0, 1.0, null, "403 unauthorized_client", GrantLossReason.Unknown)]
    [InlineData(89.0, 89.0, null, "403 unauthorized_client", GrantLossReason.Unknown)]
    [InlineData(91.0, 91.0, null, "403 unauthorized_client", GrantLossReason.Idle)]
    [InlineData(1.0, 366.0, null, "403 unauthorized_client", GrantLossReason.AbsoluteAge)]
    [InlineData(1.0, 1.0, -5.0, "403 unauthorized_client", GrantLossReason.Unknown)]
    [InlineData(1.0, 1.0, -8.0, "403 unauthorized_client", GrantLossReason.SpendInDoubt)]
    [InlineData(1.0, 1.0, -9.0, null, GrantLossReason.SpendInDoubt)]
    [InlineData(1.0, 1.0, null, "403 invalid_grant Token was globally revoked", GrantLossReason.Withdrawn)]
    public void LossShouldBeInferredFromWhatIsStored(double rotatedDaysAgo, double startedDaysAgo, double? doubt, string? words, GrantLossReason reason)
    {
        Grant grant = NewGrant(0) with { RotatedAt = s_now.AddDays(-rotatedDaysAgo), FamilyStartedAt = s_now.AddDays(-startedDaysAgo) };

        GrantLoss loss = LossInference.Infer(grant, doubt is { } at ? Spend(at, at) : null, words, s_now, s_options);

        Assert.Equal(reason, loss.Reason);
        Assert.Equal(
            reason == GrantLossReason.Unknown ? GrantLossReason.Reused : reason,
            LossInference.Infer(GrantSlot.Unsettle(grant, s_options), doubt is { } open ? Spend(open, open) : null, words, s_now, s_options).Reason);
        Assert.Contains(words ?? "", loss.Evidence, StringComparison.Ordinal);
        Assert.EndsWith(".", loss.Evidence, StringComparison.Ordinal);
    }

    [Fact]
    public void EvidenceShouldSayWhatIsStoredAndWhatTheServerResponded()
    {
        Grant grant = NewGrant(0) with { RotatedAt = s_now.AddDays(-2).AddMinutes(-1), FamilyStartedAt = s_now.AddDays(-3) };
        const string Words = " The authorization server responded: 403 x.";

        AssertLoss(
            GrantLossReason.Unknown,
            "The refresh token was received at 2026-10-30 11:59:00Z and nothing stored explains why it was refused." + Words,
            LossInference.Infer(grant, null, "403 x", s_now, s_options));
        AssertLoss(
            GrantLossReason.Reused,
            "The previous refresh token was sent more than once until 2026-11-01 11:00:00Z, and the server may accept another response than the stored one." + Words,
            LossInference.Infer(grant with { UnsettledSince = s_now.AddHours(-1) }, null, "403 x", s_now, s_options));
        AssertLoss(
            GrantLossReason.SpendInDoubt,
            "The refresh token was sent at 2026-11-01 11:52:00Z and no response was stored within the leeway." + Words,
            LossInference.Infer(grant, Spend(-8, -8), "403 x", s_now, s_options));
        AssertLoss(
            GrantLossReason.SpendInDoubt,
            "The refresh token was sent at 2026-11-01 11:59:00Z and no response was stored within the leeway.",
            LossInference.Infer(grant, Spend(-1, -1), null, s_now, s_options));
        AssertLoss(
            GrantLossReason.Withdrawn,
            "The error text says that the consent was withdrawn. The authorization server responded: 403 Globally REVOKED.",
            LossInference.Infer(grant, null, "403 Globally REVOKED", s_now, s_options));
        AssertLoss(
            GrantLossReason.Idle,
            "The refresh token was last used at 2026-10-30 11:59:00Z, 2 days ago." + Words,
            LossInference.Infer(grant, null, "403 x", s_now, new GrantOptions { InactivityLimit = TimeSpan.FromDays(2) }));
        AssertLoss(
            GrantLossReason.AbsoluteAge,
            "The user consented at 2026-10-29 12:00:00Z, 3 days ago." + Words,
            LossInference.Infer(grant, null, "403 x", s_now, new GrantOptions { AbsoluteLimit = TimeSpan.FromDays(3) - TimeSpan.FromTicks(1) }));

        static void AssertLoss(GrantLossReason reason, string evidence, GrantLoss loss) => Assert.Equal((reason, evidence, s_now), (loss.Reason, loss.Evidence, loss.At));
    }

    [Fact]
    public void LimitShouldBeExceededAndNotOnlyReached()
    {
        TimeSpan age = TimeSpan.FromDays(2);
        Grant grant = NewGrant(0) with { RotatedAt = s_now - age, FamilyStartedAt = s_now - age };

        Assert.Equal(GrantLossReason.Unknown, Infer(age, age));
        Assert.Equal(GrantLossReason.Idle, Infer(age - TimeSpan.FromTicks(1), age));
        Assert.Equal(GrantLossReason.AbsoluteAge, Infer(age, age - TimeSpan.FromTicks(1)));

        GrantLossReason Infer(TimeSpan inactivity, TimeSpan absolute) =>
            LossInference.Infer(grant, null, "403 x", s_now, new GrantOptions { InactivityLimit = inactivity, AbsoluteLimit = absolute }).Reason;
    }

    [Theory]
    [InlineData(0, 2.5)]
    [InlineData(0.5, 3.75)]
    [InlineData(1, 5)]
    public void RenewalShouldBeginAtARandomTimeInTheSecondHalf(double chance, double minutes) =>
        Assert.Equal(TimeSpan.FromMinutes(minutes), RenewalTiming.ChooseRenewAhead(chance, s_options));

    [Fact]
    public void RenewalWithoutATimeAheadShouldBeginAtTheExpiry() =>
        Assert.Equal(s_now, RenewalTiming.GetRenewAt(s_now, TimeSpan.FromHours(1), TimeSpan.Zero, new GrantOptions { RenewAhead = TimeSpan.Zero }));

    [Fact]
    public void RenewalShouldBeginWhenTheTokenCannotBeUsedAtTheLatest()
    {
        Assert.Equal(s_now.AddMinutes(60 - 0.5), NewSnapshot(NewGrant(60), renewAhead: 0).RenewAt);
        Assert.Equal(s_now.AddMinutes(60 - 4), NewSnapshot(NewGrant(60), renewAhead: 4).RenewAt);
        Assert.Equal(s_now.AddMinutes(60 - 0.5), NewSnapshot(NewGrant(60) with { RefreshToken = null }, renewAhead: 4).RenewAt);
        Assert.Equal(DateTimeOffset.MinValue, NewSnapshot(NewGrant(60) with { PendingSpend = Spend(0, 0) }, renewAhead: 4).RenewAt);
    }

    [Theory]
    [InlineData("valid", true)]
    [InlineData("rejected", false)]
    [InlineData("lost", false)]
    [InlineData("missing", false)]
    [InlineData("expires in a moment", true)]
    [InlineData("expires now", false)]
    [InlineData("in doubt for longer than the leeway", true)]
    [InlineData("without a refresh token", true)]
    [InlineData("without a refresh token, within the margin", false)]
    [InlineData("not checked recently", true)]
    public void TokenShouldBeAliveUntilItsExpiryUnlessItIsKnownNotToBe(string state, bool isAlive)
    {
        Grant? grant = state switch
        {
            "missing" => null,
            "lost" => NewGrant(60) with { Loss = new GrantLoss { Reason = GrantLossReason.Unknown, Evidence = "", At = s_now } },
            "expires in a moment" => NewGrant(0) with { AccessTokenExpiresAt = s_now.AddTicks(1) },
            "expires now" => NewGrant(0),
            "in doubt for longer than the leeway" => NewGrant(60) with { PendingSpend = Spend(-20, -20) },
            "without a refresh token" => NewGrant(60) with { RefreshToken = null },
            "without a refresh token, within the margin" => NewGrant(0.4) with { RefreshToken = null },
            _ => NewGrant(60),
        };
        GrantCheck check = new(state == "not checked recently" ? s_now.AddHours(-1) : s_now, 0, 0);

        Assert.Equal(isAlive, new GrantSnapshot(grant, check, TimeSpan.FromMinutes(4), state == "rejected", s_options).IsAlive(s_now));
    }

    [Theory]
    [InlineData("not rotated", "Overwrite")]
    [InlineData("lost", "Adopt")]
    [InlineData("another pair", "Adopt")]
    [InlineData("another lost pair", "Adopt")]
    public void LossShouldReplaceOnlyThePairThatWasRefused(string stored, string resolution)
    {
        Grant spent = NewGrant(0) with { PendingSpend = Spend(-1, -1) };
        GrantLoss loss = new() { Reason = GrantLossReason.Unknown, Evidence = "", At = s_now };
        Grant found = stored switch
        {
            "not rotated" => spent with { Version = 9 },
            "lost" => spent with { Version = 9, Loss = loss },
            "another pair" => spent with { Version = 9, RefreshToken = new("r2") },
            _ => spent with { Version = 9, RefreshToken = new("r2"), Loss = loss },
        };

        Assert.Equal(resolution, new UnwrittenGrant(spent, spent with { Loss = loss }).Resolve(found).ToString());
    }

    private static GrantSnapshot NewSnapshot(Grant grant, double renewAhead) =>
        new(grant, new GrantCheck(s_now, 0, 0), TimeSpan.FromMinutes(renewAhead), isRejected: false, s_options);

    private static string Decide(Grant? grant, bool isRejected = false, double checkedAt = 0) =>
        new GrantSnapshot(grant, new GrantCheck(s_now.AddSeconds(checkedAt), 0, 0), TimeSpan.FromMinutes(4), isRejected, s_options).Decide(s_now).ToString();

    private static PendingSpend Spend(double startedAt, double inDoubtSince) =>
        new() { Id = "spend", StartedAt = s_now.AddMinutes(startedAt), InDoubtSince = s_now.AddMinutes(inDoubtSince), Turn = 1 };

    private static Grant NewGrant(double expiresIn) => new()
    {
        Id = GrantId.Default,
        Version = 1,
        Family = "family",
        AccessToken = new("a"),
        AccessTokenExpiresAt = s_now.AddMinutes(expiresIn),
        RefreshToken = new("r"),
        FamilyStartedAt = s_now.AddHours(-1),
        RotatedAt = s_now.AddHours(-1),
    };
}
