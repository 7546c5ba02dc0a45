using Leeway.Grants;
using Leeway.Testing.Stores;

namespace Leeway.Runtime.Tests.Grants;

/// <summary>Ids, scopes and grants by themselves.</summary>
public sealed class GrantModelTests
{
    [Fact]
    public void IdShouldHaveAValueOfAtMostItsMaximum()
    {
        Assert.Equal("default", GrantId.Default.Value);
        Assert.Equal(256, new GrantId(new string('x', 256)).Value.Length);
        ArgumentException exception = Assert.Throws<ArgumentException>(static () => new GrantId(new string('x', 257)));
        Assert.Equal(("value", "A grant id can have at most 256 characters; this one has 257. (Parameter 'value')"), (exception.ParamName, exception.Message));
        Assert.Equal("value", Assert.Throws<ArgumentException>(static () => new GrantId("")).ParamName);
        Assert.Equal("value", Assert.Throws<ArgumentNullException>(static () => new GrantId(null!)).ParamName);
    }

    [Fact]
    public void IdsShouldBeComparedByTheirValue()
    {
        GrantId id = new("ada");
        GrantId same = new("ada");
        GrantId other = new("Ada");

        Assert.Equal((true, false, true), (id == same, id != same, id.Equals((object)same)));
        Assert.Equal((false, true, false), (id == other, id != other, id.Equals((object)other)));
        Assert.Equal((false, false), (id.Equals("ada"), id.Equals(null)));
        Assert.Equal(id.GetHashCode(), same.GetHashCode());
        Assert.Equal(("ada", "", ""), (id.ToString(), default(GrantId).Value, default(GrantId).ToString()));
        Assert.Equal(default, default(GrantId));
    }

    [Fact]
    public void TokensShouldBeComparedByTheirValue()
    {
        AccessToken token = new("a");
        AccessToken? none = null;

        Assert.Equal((true, false, true), (none == null, none == token, none != token));
        Assert.Equal((false, true), (token == none, token != none));
        Assert.True(token.Equals(token));
        Assert.True(token.Equals((object)new AccessToken("a")));
        Assert.False(token.Equals(new AccessToken("A")));
        Assert.False(token.Equals(none));
        Assert.False(token.Equals((object?)null));
        Assert.False(token.Equals((object)"a"));
        Assert.Equal(("a", "access token (not shown)"), (token.Reveal(), token.ToString()));
        Assert.Equal("refresh token (not shown)", new RefreshToken("r").ToString());
        Assert.NotEqual(new AccessToken("a").GetHashCode(), new AccessToken("b").GetHashCode());
        Assert.Equal("value", Assert.Throws<ArgumentException>(static () => new RefreshToken("")).ParamName);
    }

    [Theory]
    [InlineData("read:me", true)]
    [InlineData("!", true)]
    [InlineData("~", true)]
    [InlineData("a#[]b", true)]
    [InlineData(null, false)]
    [InlineData("", false)]
    [InlineData(" ", false)]
    [InlineData("a b", false)]
    [InlineData("a\"", false)]
    [InlineData("a\\", false)]
    [InlineData("a\u007f", false)]
    [InlineData("é", false)]
    public void ScopeShouldHaveVisibleCharactersWithoutQuotes(string? scope, bool isValid) => Assert.Equal(isValid, ScopeToken.IsValid(scope));

    [Fact]
    public void GrantShouldBeIdleSinceItsRotationAndAbandonedSinceItsSpend()
    {
        Grant grant = GrantStoreContract.CreateGrant(new GrantId("ada"), 1) with { RotatedAt = ManualTime.Start };
        PendingSpend spend = new() { Id = "s", StartedAt = ManualTime.Start.AddMinutes(1), InDoubtSince = ManualTime.Start.AddMinutes(-1), Turn = 1 };
        DateTimeOffset unsettled = ManualTime.Start.AddMinutes(2);
        GrantLoss loss = new() { Reason = GrantLossReason.Unknown, Evidence = "", At = ManualTime.Start };

        AssertDue(grant, ManualTime.Start, null);
        AssertDue(grant with { UnsettledSince = unsettled }, ManualTime.Start, unsettled);
        AssertDue(grant with { PendingSpend = spend }, ManualTime.Start, spend.StartedAt);
        AssertDue(grant with { PendingSpend = spend, UnsettledSince = unsettled }, ManualTime.Start, spend.StartedAt);
        AssertDue(grant with { PendingSpend = spend, Loss = loss }, null, null);
        AssertDue(grant with { PendingSpend = spend, RefreshToken = null }, null, null);
    }

    [Fact]
    public void PairShouldBeTheSameOnlyWithBothTokensAndTheFamily()
    {
        Grant grant = GrantStoreContract.CreateGrant(new GrantId("ada"), 1);

        Assert.True(grant.HasPairOf(grant with { Version = 9, AccessToken = new AccessToken(grant.AccessToken.Reveal()) }));
        Assert.False(grant.HasPairOf(grant with { Family = "other" }));
        Assert.False(grant.HasPairOf(grant with { RefreshToken = new RefreshToken("other") }));
        Assert.False(grant.HasPairOf(grant with { AccessToken = new AccessToken("other") }));
    }

    [Fact]
    public void OutlineShouldAssessTheGrantByTheGivenLimits()
    {
        GrantOutline outline = GrantOutline.Of(GrantStoreContract.CreateGrant(new GrantId("ada"), 1));

        GrantHealth usual = outline.Assess(outline.RotatedAt);
        GrantHealth other = outline.Assess(outline.RotatedAt, new GrantOptions { InactivityLimit = TimeSpan.FromDays(5) });

        Assert.Equal((new GrantId("ada"), GrantState.Alive, outline.RotatedAt.AddDays(90)), (usual.Grant, usual.State, usual.InactivityLimitAt));
        Assert.Equal(outline.RotatedAt.AddDays(5), other.InactivityLimitAt);
        Assert.Empty(usual.MissingScopes);
        Assert.Equal("grant", Assert.Throws<ArgumentNullException>(static () => GrantOutline.Of(null!)).ParamName);
    }

    [Fact]
    public void AppShouldBeDescribedWithoutItsSecret() =>
        Assert.Equal("client at https://auth.example/", new AppCredentials("client", "canary", new Uri("https://auth.example")).ToString());

    private static void AssertDue(Grant grant, DateTimeOffset? idle, DateTimeOffset? abandoned)
    {
        Assert.Equal((idle, abandoned), (grant.FindDueTime(GrantDueReason.Idle), grant.FindDueTime(GrantDueReason.Abandoned)));
        Assert.Equal((idle, abandoned), (GrantOutline.Of(grant).FindDueTime(GrantDueReason.Idle), GrantOutline.Of(grant).FindDueTime(GrantDueReason.Abandoned)));
    }
}
