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

    [Fact]
    public void OnlySiteShouldNeedNoChoice() => Assert.Same(s_two, SiteSelection.Choose([s_two], null));

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
    [InlineData("three")]
    [InlineData("https://atlassian.net")]
    [InlineData("https://one.atlassian.net.evil.example")]
    [InlineData("aaaaaaaa")]
    public void UnreachableSiteShouldBeAnError(string wanted) =>
        Assert.Throws<SiteSelectionException>(() => SiteSelection.Choose([s_one, s_two], wanted));

    [Fact]
    public void AmbiguousNameShouldBeAnError()
    {
        Assert.Throws<SiteSelectionException>(() => SiteSelection.Choose([s_two, s_namesake], "Two"));
        Assert.Same(s_namesake, SiteSelection.Choose([s_two, s_namesake], "three.atlassian.net"));
    }

    [Fact]
    public void EmptyListShouldBeAnError() => Assert.Throws<SiteSelectionException>(() => SiteSelection.Choose([], null));

    private static Site NewSite(int number, string name, string address) =>
        new() { CloudId = $"aaaaaaaa-0000-4000-8000-00000000000{number}", Name = name, Url = new Uri(address) };
}
