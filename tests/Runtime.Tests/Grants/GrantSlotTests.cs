using Leeway.Grants;

namespace Leeway.Runtime.Tests.Grants;

public class GrantSlotTests
{
    private static readonly GrantOptions s_options = new();

    private readonly ManualTime _time = new();
    private readonly RuntimeEnvironment _environment;
    private readonly GrantSlot _slot = new(GrantId.Default, TaskCreationOptions.None);

    public GrantSlotTests() => _environment = new RuntimeEnvironment(_time, new Random(1), TaskCreationOptions.None);

    [Fact]
    public void NewConsentInTheStoreShouldReplaceAnUnwrittenPair()
    {
        // The consent and the pair both replaced version 5. The clock of the process that stored the consent is an hour behind.
        Grant consent = NewGrant("new", 6) with { FamilyStartedAt = ManualTime.Start.AddHours(-1) };
        _slot.Adopt(NewGrant("old", 5), _slot.BeginInquiry(_environment), _environment, s_options);
        _slot.AdoptUnwritten(NewGrant("old", 6) with { AccessToken = new("unwritten") }, _environment, s_options);

        Assert.Same(consent, _slot.Adopt(consent, _slot.BeginInquiry(_environment), _environment, s_options).Grant);
    }

    [Fact]
    public void UnwrittenPairShouldNotReplaceANewConsent()
    {
        Grant consent = NewGrant("new", 6) with { FamilyStartedAt = ManualTime.Start.AddHours(-1) };
        _slot.Adopt(consent, _slot.BeginInquiry(_environment), _environment, s_options);

        Assert.Same(consent, _slot.AdoptUnwritten(NewGrant("old", 6), _environment, s_options).Grant);
    }

    [Fact]
    public void PairThatTheStoreNeverTookShouldNotReplaceALaterOneOfItsFamily()
    {
        Grant later = NewGrant("family", 7) with { AccessToken = new("later") };
        _slot.Adopt(later, _slot.BeginInquiry(_environment), _environment, s_options);

        Assert.Same(later, _slot.AdoptUnwritten(NewGrant("family", 6), _environment, s_options).Grant);
    }

    [Theory]
    [InlineData("family", 5)]
    [InlineData("former family", 5)]
    [InlineData("", 0)]
    public void OutdatedReadShouldNotReplaceTheKnownState(string family, long version)
    {
        // The clock of the process that stored the known state is an hour behind.
        Grant known = NewGrant("family", 6) with { FamilyStartedAt = ManualTime.Start.AddHours(-1) };
        GrantInquiry inquiry = _slot.BeginInquiry(_environment);
        _slot.Adopt(known, inquiry, _environment, s_options);

        Assert.Same(known, _slot.Adopt(version == 0 ? null : NewGrant(family, version), inquiry, _environment, s_options).Grant);
    }

    [Fact]
    public void SpentPairShouldNotReplaceItsUnwrittenSuccessorWhateverItsVersion()
    {
        Grant spent = NewGrant("family", 5);
        Grant successor = NewGrant("family", 6) with { AccessToken = new("unwritten") };
        _slot.Adopt(spent, _slot.BeginInquiry(_environment), _environment, s_options);
        _slot.Unwritten = new UnwrittenGrant(spent, successor);
        _slot.AdoptUnwritten(successor, _environment, s_options);

        Assert.Same(successor, _slot.Adopt(spent with { Version = 9 }, _slot.BeginInquiry(_environment), _environment, s_options).Grant);
        Grant rival = spent with { Version = 9, AccessToken = new("rival") };
        Assert.Same(rival, _slot.Adopt(rival, _slot.BeginInquiry(_environment), _environment, s_options).Grant);
    }

    [Fact]
    public void RecreatedGrantShouldReplaceItsPredecessorWhateverItsVersion()
    {
        Grant anew = NewGrant("new", 2) with { FamilyStartedAt = ManualTime.Start.AddHours(1) };
        _slot.Adopt(NewGrant("old", 6), _slot.BeginInquiry(_environment), _environment, s_options);

        Assert.Same(anew, _slot.Adopt(anew, _slot.BeginInquiry(_environment), _environment, s_options).Grant);
    }

    [Fact]
    public void UnwrittenPairShouldNotRestoreARemovedGrant()
    {
        _slot.Adopt(NewGrant("family", 5), _slot.BeginInquiry(_environment), _environment, s_options);
        _slot.Adopt(null, _slot.BeginInquiry(_environment), _environment, s_options);

        GrantSnapshot known = _slot.AdoptUnwritten(NewGrant("family", 6), _environment, s_options);

        Assert.Null(known.Grant);
        Assert.Equal(GrantLossReason.Forgotten, known.Removal!.Reason);
    }

    [Fact]
    public void ForgottenFamilyShouldNotReturnButALaterOneShould()
    {
        Grant forgotten = NewGrant("forgotten", 5);
        _slot.Adopt(forgotten, _slot.BeginInquiry(_environment), _environment, s_options);
        GrantInquiry before = _slot.BeginInquiry(_environment);
        _slot.ForgetKnown(_environment, s_options);

        Assert.Null(_slot.Adopt(forgotten with { Version = 6 }, before, _environment, s_options).Grant);
        Assert.Null(_slot.Adopt(forgotten with { Version = 7 }, _slot.BeginInquiry(_environment), _environment, s_options).Grant);
        Grant later = NewGrant("later", 1);
        Assert.Same(later, _slot.Adopt(later, _slot.BeginInquiry(_environment), _environment, s_options).Grant);
        Assert.Same(later, _slot.Adopt(later, _slot.BeginInquiry(_environment), _environment, s_options).Grant);
    }

    /// <summary>A store in memory returns the same object until the grant changes.</summary>
    [Fact]
    public void ReadThatConfirmsTheKnownStateShouldNotHideARecreatedGrant()
    {
        Grant known = NewGrant("family", 6);
        _slot.Adopt(known, _slot.BeginInquiry(_environment), _environment, s_options);
        GrantInquiry slow = _slot.BeginInquiry(_environment);
        _time.Advance(TimeSpan.FromSeconds(1));
        GrantSnapshot confirmed = _slot.Adopt(known, _slot.BeginInquiry(_environment), _environment, s_options);
        Assert.Equal(_environment.Now, confirmed.Check.At);

        Grant anew = NewGrant("new", 2);
        Assert.Same(anew, _slot.Adopt(anew, slow, _environment, s_options).Grant);
    }

    [Fact]
    public void MissingGrantShouldStayTheSameState()
    {
        GrantSnapshot missing = _slot.Adopt(null, _slot.BeginInquiry(_environment), _environment, s_options);

        Assert.Null(missing.Removal);
        Assert.Same(missing, _slot.Adopt(null, _slot.BeginInquiry(_environment), _environment, s_options));
        Assert.Same(missing, _slot.NoteFailedCheck(_environment, s_options));
    }

    [Fact]
    public void ReadOfTheKnownVersionShouldBeUsedWhateverChangedMeanwhile()
    {
        GrantInquiry inquiry = _slot.BeginInquiry(_environment);
        _slot.Adopt(NewGrant("family", 6), inquiry, _environment, s_options);
        Grant same = NewGrant("family", 6);

        Assert.Same(same, _slot.Adopt(same, inquiry, _environment, s_options).Grant);
    }

    [Fact]
    public void UnwrittenPairShouldReplaceAStateOfItsVersion()
    {
        _slot.Adopt(NewGrant("family", 6), _slot.BeginInquiry(_environment), _environment, s_options);
        Grant unwritten = NewGrant("family", 6) with { AccessToken = new("unwritten") };

        GrantSnapshot adopted = _slot.AdoptUnwritten(unwritten, _environment, s_options);

        Assert.Same(unwritten, adopted.Grant);
        Assert.Equal(new GrantCheck(_environment.Now, _environment.Time.GetTimestamp(), 1), adopted.Check);
    }

    [Fact]
    public void FailedChecksShouldBeCounted()
    {
        Assert.Null(_slot.NoteFailedCheck(_environment, s_options));
        _slot.Adopt(NewGrant("family", 6), _slot.BeginInquiry(_environment), _environment, s_options);
        for (int failures = 1; failures < 4; failures++)
        {
            _time.Advance(TimeSpan.FromSeconds(1));
            GrantSnapshot? noted = _slot.NoteFailedCheck(_environment, s_options);

            Assert.Equal(new GrantCheck(_environment.Now, _environment.Time.GetTimestamp(), failures), noted!.Check);
            Assert.Same(noted, _slot.Snapshot);
        }

        Assert.Equal(0, _slot.Adopt(NewGrant("family", 6), _slot.BeginInquiry(_environment), _environment, s_options).Check.Failures);
    }

    [Fact]
    public void RechecksShouldBeginOnceUntilTheGrantIsNotInUse()
    {
        Assert.Null(_slot.FindInUse());
        GrantSnapshot known = _slot.Adopt(NewGrant("family", 6), _slot.BeginInquiry(_environment), _environment, s_options);
        Assert.Equal((true, false), (_slot.TryBeginRechecks(), _slot.TryBeginRechecks()));

        known.IsInUse = true;
        Assert.Same(known, _slot.FindInUse());
        Assert.False(_slot.TryBeginRechecks());
        known.IsInUse = false;
        Assert.Null(_slot.FindInUse());
        Assert.True(_slot.TryBeginRechecks());
    }

    [Fact]
    public void ForgettingShouldBeReportedOnce()
    {
        Assert.False(_slot.EndForgetting());
        _slot.ForgetKnown(_environment, s_options);
        Assert.False(_slot.EndForgetting());

        _slot.Adopt(NewGrant("family", 6), _slot.BeginInquiry(_environment), _environment, s_options);
        _slot.ForgetKnown(_environment, s_options);
        Assert.Equal((true, false), (_slot.EndForgetting(), _slot.EndForgetting()));
        _slot.BeginForgetting();
        Assert.True(_slot.EndForgetting());
    }

    [Fact]
    public void LaterConsentShouldEndTheForgetting()
    {
        _slot.Adopt(NewGrant("family", 6), _slot.BeginInquiry(_environment), _environment, s_options);
        _slot.BeginForgetting();
        _slot.Adopt(NewGrant("family", 7), _slot.BeginInquiry(_environment), _environment, s_options);
        Assert.True(_slot.EndForgetting());

        _slot.BeginForgetting();
        _slot.Adopt(NewGrant("later", 1), _slot.BeginInquiry(_environment), _environment, s_options);
        Assert.False(_slot.EndForgetting());
    }

    [Fact]
    public void RemovalShouldSayWhoRemovedTheGrant()
    {
        _slot.Forget("family", _environment, s_options);
        AssertRemoval("the application removed it.");

        _slot.Adopt(NewGrant("later", 6), _slot.BeginInquiry(_environment), _environment, s_options);
        _slot.Forget("family", _environment, s_options);
        Assert.Equal("later", _slot.Snapshot!.Grant!.Family);
        _slot.Adopt(null, _slot.BeginInquiry(_environment), _environment, s_options);
        AssertRemoval("it was removed from the store, which is how an application forgets a grant.");

        void AssertRemoval(string evidence)
        {
            Assert.Null(_slot.Snapshot!.Grant);
            Assert.Equal(new GrantLoss { Reason = GrantLossReason.Forgotten, Evidence = evidence, At = _environment.Now }, _slot.Snapshot.Removal);
        }
    }

    [Fact]
    public void EveryForgottenFamilyShouldStayForgotten()
    {
        foreach (string family in (string[])["a", "b"])
        {
            _slot.Adopt(NewGrant(family, 6), _slot.BeginInquiry(_environment), _environment, s_options);
            _slot.ForgetKnown(_environment, s_options);
        }

        foreach (string family in (string[])["a", "b"])
        {
            Assert.Null(_slot.Adopt(NewGrant(family, 9), _slot.BeginInquiry(_environment), _environment, s_options).Grant);
        }
    }

    [Fact]
    public void ReadFromBeforeAForgettingShouldNotReplaceALaterConsent()
    {
        _slot.Adopt(NewGrant("forgotten", 6), _slot.BeginInquiry(_environment), _environment, s_options);
        GrantInquiry before = _slot.BeginInquiry(_environment);
        _slot.ForgetKnown(_environment, s_options);
        Grant later = NewGrant("later", 5);
        _slot.Adopt(later, _slot.BeginInquiry(_environment), _environment, s_options);

        Assert.Same(later, _slot.Adopt(NewGrant("former", 3), before, _environment, s_options).Grant);
        Assert.Same(later, _slot.Adopt(null, before, _environment, s_options).Grant);
    }

    [Fact]
    public void TimeOfRenewalAndRejectionShouldBelongToTheToken()
    {
        GrantSnapshot first = _slot.Adopt(NewGrant("family", 6), _slot.BeginInquiry(_environment), _environment, s_options);
        _slot.Reject(new AccessToken("another"), s_options);
        Assert.False(_slot.Snapshot!.IsRejected);
        _slot.Reject(first.Grant!.AccessToken, s_options);
        Assert.Equal((true, first.RenewAhead, first.Check), (_slot.Snapshot.IsRejected, _slot.Snapshot.RenewAhead, _slot.Snapshot.Check));

        GrantSnapshot spent = _slot.Adopt(NewGrant("family", 7), _slot.BeginInquiry(_environment), _environment, s_options);
        Assert.Equal((true, first.RenewAhead), (spent.IsRejected, spent.RenewAhead));

        GrantSnapshot renewed = _slot.Adopt(NewGrant("family", 8) with { AccessToken = new("new") }, _slot.BeginInquiry(_environment), _environment, s_options);
        Assert.False(renewed.IsRejected);
        Assert.NotEqual(first.RenewAhead, renewed.RenewAhead);
        Assert.InRange(renewed.RenewAhead, s_options.RenewAhead / 2, s_options.RenewAhead);
    }

    [Theory]
    [InlineData("none", true, false)]
    [InlineData("new", true, true)]
    [InlineData("rejected", true, true)]
    [InlineData("lost", true, false)]
    [InlineData("missing", true, false)]
    [InlineData("another token", false, false)]
    [InlineData("exchanged", false, false)]
    [InlineData("without a refresh token", false, false)]
    public void OnlyTheFirstTokenOfAConsentShouldBeRejectedWhenItIsNew(string state, bool isNoted, bool isRejected)
    {
        AccessToken token = new("access family");
        Grant? grant = state switch
        {
            "missing" => null,
            "lost" => NewGrant("family", 6) with { Loss = new GrantLoss { Reason = GrantLossReason.Unknown, Evidence = "", At = ManualTime.Start } },
            "another token" => NewGrant("family", 6) with { AccessToken = new("another") },
            "exchanged" => NewGrant("family", 6) with { Generation = 1 },
            "without a refresh token" => NewGrant("family", 6) with { RefreshToken = null },
            _ => NewGrant("family", 6),
        };
        if (state != "none")
        {
            _slot.Adopt(grant, _slot.BeginInquiry(_environment), _environment, s_options);
        }

        if (state == "rejected")
        {
            _slot.Reject(token, s_options);
        }

        Assert.Equal(isNoted, _slot.TryRejectNew(token, s_options));
        Assert.Equal(isRejected, _slot.Snapshot?.IsRejected ?? false);
    }

    [Theory]
    [InlineData(60, 8)]
    [InlineData(8, 8)]
    [InlineData(5, 5)]
    public void PairThatMayHaveARivalShouldExpireWithTheLeeway(int expiresIn, int expected)
    {
        Grant grant = NewGrant("family", 6) with { AccessTokenExpiresAt = ManualTime.Start.AddMinutes(expiresIn) };
        GrantLoss loss = new() { Reason = GrantLossReason.Unknown, Evidence = "", At = ManualTime.Start };
        Grant lost = grant with { Loss = loss };
        Grant fixedGrant = grant with { RefreshToken = null };

        Assert.Equal(
            grant with { AccessTokenExpiresAt = ManualTime.Start.AddMinutes(expected), UnsettledSince = ManualTime.Start }, GrantSlot.Unsettle(grant, s_options));
        Assert.Same(lost, GrantSlot.Unsettle(lost, s_options));
        Assert.Same(fixedGrant, GrantSlot.Unsettle(fixedGrant, s_options));
    }

    [Fact]
    public void RetiredSlotShouldKnowNothingAndNotBeHeld()
    {
        _slot.Adopt(NewGrant("family", 6), _slot.BeginInquiry(_environment), _environment, s_options);
        Assert.Equal((true, false), (_slot.TryHold(), _slot.IsRetired));
        _slot.Retire_NeedsLock();

        Assert.Equal((false, true, null), (_slot.TryHold(), _slot.IsRetired, _slot.Snapshot));
    }

    private static Grant NewGrant(string family, long version) => new()
    {
        Id = GrantId.Default,
        Version = version,
        Family = family,
        AccessToken = new("access " + family),
        RefreshToken = new("refresh " + family),
        AccessTokenExpiresAt = ManualTime.Start.AddHours(1),
        FamilyStartedAt = ManualTime.Start,
        RotatedAt = ManualTime.Start,
    };
}
