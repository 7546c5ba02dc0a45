using Leeway.Sites;

namespace Leeway.Runtime.Tests.Sites;

public sealed class SiteSelectionTests
{
    private static readonly Site s_one = NewSite(1, "One", "https://one.atlassian.net");
    private static readonly Site s_two = NewSite(2, "Two", "https://jira.two.example");
    private static readonly Site s_namesake = NewSite(3, "two", "https://three.atlassian.net");

    [Theory]
    [InlineData("https://one.atlassian.net")]
    [InlineData("https://ONE.atlassian.net/")]
    [InlineData("https://one.atlassian.net/wiki/spaces/DOC?x=1")]
    [InlineData("one.atlassian.net")]
    [InlineData(" one.atlassian.net/jira ")]
    [InlineData("AAAAAAAA-0000-4000-8000-000000000001")]
    [InlineData("one")]
    public void SiteShouldBeFoundByAddressIdOrName(string wanted) => Assert.Same(s_one, SiteSelection.Choose([s_two, s_one], wanted));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData(" ")]
    public void OnlySiteShouldNeedNoChoice(string? wanted) => Assert.Same(s_two, SiteSelection.Choose([s_two], wanted));

    [Fact]
    public void SeveralSitesShouldRequireAChoiceAndBeListed()
    {
        SiteSelectionException exception = Assert.Throws<SiteSelectionException>(() => SiteSelection.Choose([s_one, s_two], null));

        Assert.Equal([s_one, s_two], exception.Sites);
        Assert.Equal(
            "The grant reaches 2 sites. Specify one. The grant reaches: One (https://one.atlassian.net, aaaaaaaa-0000-4000-8000-000000000001); "
            + "Two (https://jira.two.example, aaaaaaaa-0000-4000-8000-000000000002).",
            exception.Message);
    }

    [Theory]
    [InlineData("three", "The grant does not reach a site 'three', or reaches more than one with that name.")]
    [InlineData("https://atlassian.net", "The grant does not reach a site 'https://atlassian.net', or reaches more than one with that name.")]
    [InlineData("https://one.atlassian.net.evil.example", "The grant does not reach a site 'https://one.atlassian.net.evil.example', or reaches more than one with that name.")]
    [InlineData("aaaaaaaa", "The grant does not reach a site 'aaaaaaaa', or reaches more than one with that name.")]
    [InlineData("aaaaaaaa-0000-4000-8000-000", "'aaaaaaaa-0000-4000-8000-000' looks like a cloud id but is not a UUID. Copy it again.")]
    public void UnreachableSiteShouldBeAnErrorThatListsTheOthers(string wanted, string expected)
    {
        SiteSelectionException exception = Assert.Throws<SiteSelectionException>(() => SiteSelection.Choose([s_one, s_two], wanted));

        Assert.StartsWith(expected + " The grant reaches: One (", exception.Message, StringComparison.Ordinal);
        Assert.Equal([s_one, s_two], exception.Sites);
    }

    [Fact]
    public void AmbiguousNameShouldBeAnError()
    {
        Assert.Throws<SiteSelectionException>(() => SiteSelection.Choose([s_two, s_namesake], "Two"));
        Assert.Throws<SiteSelectionException>(() => SiteSelection.Choose([s_two, s_namesake, s_two], "Two"));
        Assert.Same(s_namesake, SiteSelection.Choose([s_two, s_namesake], "three.atlassian.net"));
        Assert.Same(s_one, SiteSelection.Choose([s_two, s_namesake, s_one], s_one.CloudId));
    }

    [Fact]
    public void IdAndAddressShouldComeBeforeTheName()
    {
        Site named = NewSite(4, "one.atlassian.net", "https://four.atlassian.net");

        Assert.Same(s_one, SiteSelection.Choose([named, s_one], "one.atlassian.net"));
        Assert.Same(named, SiteSelection.Choose([named, s_two], "one.atlassian.net"));
    }

    [Fact]
    public void EmptyListShouldBeAnError()
    {
        SiteSelectionException exception = Assert.Throws<SiteSelectionException>(() => SiteSelection.Choose([], "one"));

        Assert.Equal("The grant reaches no site: the user has lost access, or no site has any of the granted scopes.", exception.Message);
        Assert.Empty(exception.Sites);
    }

    [Theory]
    [InlineData("read:jira-work", true, false)]
    [InlineData("write:servicedesk-request", true, false)]
    [InlineData("read:page:confluence", false, true)]
    [InlineData("read:me", false, false)]
    public void ScopesShouldDetermineTheProductsOfASite(string scope, bool hasJira, bool hasConfluence)
    {
        Site site = s_one with { Scopes = ["offline_access", scope] };

        Assert.Equal((hasJira, hasConfluence), (site.HasJira, site.HasConfluence));
        Assert.False(s_one.HasJira || s_one.HasConfluence);
    }

    [Fact]
    public void SiteShouldBeDescribedByNameAddressAndId()
    {
        Assert.Equal("One (https://one.atlassian.net, aaaaaaaa-0000-4000-8000-000000000001)", s_one.ToString());
        Assert.Equal("One (aaaaaaaa-0000-4000-8000-000000000001)", (s_one with { Url = null }).ToString());
    }

    private static Site NewSite(int number, string name, string address) =>
        new() { CloudId = $"aaaaaaaa-0000-4000-8000-00000000000{number}", Name = name, Url = new Uri(address) };
}
