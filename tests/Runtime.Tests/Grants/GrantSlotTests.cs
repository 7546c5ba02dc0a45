using Leeway.Grants;

namespace Leeway.Runtime.Tests.Grants;

public class GrantSlotTests
{
    private static readonly GrantOptions s_options = new();

    private readonly RuntimeEnvironment _environment = new(new ManualTime(), new Random(1), TaskCreationOptions.None);
    private readonly GrantSlot _slot = new(GrantId.Default, TaskCreationOptions.None);

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
