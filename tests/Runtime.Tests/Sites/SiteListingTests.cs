using System.Text;
using System.Text.Json;
using Leeway.Sites;

namespace Leeway.Runtime.Tests.Sites;

public sealed class SiteListingTests
{
    [Fact]
    public void EntriesWithOneIdShouldBeOneSiteWithTheScopesOfAll()
    {
        IReadOnlyList<Site> sites = Read(
            """
            [{"id":"1","name":"a","url":"https://a.atlassian.net","scopes":["read:jira-work"],"avatarUrl":"x"},
             {"id":"2","name":"b","url":"https://b.atlassian.net","scopes":["manage:servicedesk-customer"]},
             {"id":"1","name":"a","url":"https://a.atlassian.net","scopes":["read:page:confluence","read:jira-work"]}]
            """);

        Assert.Equal(["1", "2"], sites.Select(static site => site.CloudId));
        Assert.Equal(["read:jira-work", "read:page:confluence"], sites[0].Scopes);
        Assert.Equal((true, true), (sites[0].HasJira, sites[0].HasConfluence));
        Assert.Equal((true, false), (sites[1].HasJira, sites[1].HasConfluence));
    }

    [Fact]
    public void EntryWithoutNameOrScopesShouldDo()
    {
        Site site = Read("""[{"id":"1","url":"https://a.atlassian.net","name":null,"scopes":null}]""").Single();

        Assert.Equal("a.atlassian.net", site.Name);
        Assert.Empty(site.Scopes);
    }

    [Theory]
    [InlineData("""{"code":401,"message":"Unauthorized"}""")]
    [InlineData("[1]")]
    [InlineData("""[{"id":1,"url":"https://a.atlassian.net"}]""")]
    [InlineData("""[{"id":"1","url":"a"}]""")]
    [InlineData("<html>")]
    [InlineData("")]
    public void BodyThatIsNoListShouldBeAnError(string body) => Assert.ThrowsAny<JsonException>(() => Read(body));

    private static IReadOnlyList<Site> Read(string body) => SiteListing.Read(Encoding.UTF8.GetBytes(body));
}
