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
            [{"id":"11111111-2222-4333-8444-555555555555","name":"a","url":"https://a.atlassian.net","scopes":["read:jira-work"],"avatarUrl":"x"},
             {"id":"22222222-2222-4333-8444-555555555555","name":"b","url":"https://b.atlassian.net","scopes":["manage:servicedesk-customer"]},
             {"id":"11111111-2222-4333-8444-555555555555","name":"a","url":"https://a.atlassian.net","scopes":["read:page:confluence","read:jira-work"]}]
            """);

        Assert.Equal(["11111111-2222-4333-8444-555555555555", "22222222-2222-4333-8444-555555555555"], sites.Select(static site => site.CloudId));
        Assert.Equal(["read:jira-work", "read:page:confluence"], sites[0].Scopes);
        Assert.Equal((true, true), (sites[0].HasJira, sites[0].HasConfluence));
        Assert.Equal((true, false), (sites[1].HasJira, sites[1].HasConfluence));
    }

    [Fact]
    public void EntryWithoutNameOrScopesShouldBeRead()
    {
        Site site = Read("""[{"id":"11111111-2222-4333-8444-555555555555","url":"https://a.atlassian.net","name":null,"scopes":null}]""").Single();

        Assert.Equal("a.atlassian.net", site.Name);
        Assert.Empty(site.Scopes);
    }

    [Theory]
    [InlineData("1")]
    [InlineData("null")]
    [InlineData("[[{}]]")]
    [InlineData("{}")]
    [InlineData("""{"name":"x","url":"https://x.atlassian.net"}""")]
    [InlineData("""{"id":1,"url":"https://x.atlassian.net"}""")]
    [InlineData("""{"id":["99999999-2222-4333-8444-555555555555"]}""")]
    [InlineData("""{"id":"../../admin"}""")]
    [InlineData("""{"\ud800":{"id":"99999999-2222-4333-8444-555555555555"}}""")]
    public void EntryWithoutACloudIdShouldBeIgnored(string entry) =>
        Assert.Equal("good", Read($$"""[{{entry}},{"id":"11111111-2222-4333-8444-555555555555","name":"good"},{{entry}}]""").Single().Name);

    [Theory]
    [InlineData("""{"id":"99999999-2222-4333-8444-555555555555"}""", "99999999-2222-4333-8444-555555555555", null)]
    [InlineData("""{"id":"99999999-2222-4333-8444-555555555555","name":"x"}""", "x", null)]
    [InlineData("""{"id":"99999999-2222-4333-8444-555555555555","name":"x","url":"/x"}""", "x", null)]
    [InlineData("""{"id":"99999999-2222-4333-8444-555555555555","name":"x","url":"x.atlassian.net"}""", "x", null)]
    [InlineData("""{"id":"99999999-2222-4333-8444-555555555555","name":"x","url":{"href":"https://x.atlassian.net"}}""", "x", null)]
    [InlineData("""{"id":"99999999-2222-4333-8444-555555555555","name":"x","url":"https://user@x.atlassian.net"}""", "x", null)]
    [InlineData("""{"id":"99999999-2222-4333-8444-555555555555","name":7,"url":"https://x.atlassian.net","scopes":"read"}""", "x.atlassian.net", "https://x.atlassian.net/")]
    [InlineData("""{"id":"99999999-2222-4333-8444-555555555555","name":"a\ud800b\ud83d\ude00\u0007"}""", "a\uFFFDb\U0001F600\uFFFD", null)]
    [InlineData("""{"id":"99999999-2222-4333-8444-555555555555","scopes":"read","name":"x"}""", "x", null)]
    [InlineData("""{"id":"99999999-2222-4333-8444-555555555555","scopes":{"id":"11111111-2222-4333-8444-555555555555","name":"y"},"name":"x"}""", "x", null)]
    [InlineData("""{"\ud800":1,"id":"99999999-2222-4333-8444-555555555555","name":"x","scopes":[1,null,{}]}""", "x", null)]
    public void EntryWithACloudIdShouldBeKept(string entry, string name, string? url)
    {
        Site site = Read($"[{entry}]").Single();

        Assert.Equal(("99999999-2222-4333-8444-555555555555", name, url), (site.CloudId, site.Name, site.Url?.AbsoluteUri));
        Assert.Empty(site.Scopes);
        Assert.Contains(site.CloudId, site.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void EntriesOfOneSiteShouldCompleteEachOther()
    {
        Site site = Read(
            """
            [{"id":"11111111-2222-4333-8444-55555555555a"},
             {"id":"11111111-2222-4333-8444-55555555555A","name":"a","url":"https://a.atlassian.net","scopes":["read:jira-work"]}]
            """).Single();

        Assert.Equal(("a", "https://a.atlassian.net/", "read:jira-work"), (site.Name, site.Url!.AbsoluteUri, site.Scopes.Single()));
    }

    [Theory]
    [InlineData("""{"code":401,"message":"Unauthorized"}""")]
    [InlineData("[1]")]
    [InlineData("""[{"id":1,"url":"https://a.atlassian.net"}]""")]
    [InlineData("""[{"id":"1","url":"https://a.atlassian.net"},null]""")]
    [InlineData("[] x")]
    [InlineData("""[{"id":"11111111-2222-4333-8444-555555555555" """)]
    [InlineData("<html>")]
    [InlineData("")]
    public void BodyThatIsNotAListShouldBeAnError(string body) => Assert.ThrowsAny<JsonException>(() => Read(body));

    [Theory]
    [InlineData("{}", "an array was expected, not StartObject")]
    [InlineData("""[{"id":1},null]""", "none of its 2 entries has a cloud id, which is a UUID")]
    public void ErrorShouldDescribeTheBody(string body, string expected) => Assert.Equal(expected, Assert.Throws<JsonException>(() => Read(body)).Message);

    [Fact]
    public void EmptyListShouldHaveNoSite() => Assert.Empty(Read("[]"));

    [Theory]
    [InlineData("http://a.example/x", "http://a.example/x")]
    [InlineData("https://a.example", "https://a.example/")]
    [InlineData("ftp://a.example", null)]
    [InlineData("file:///a", null)]
    public void AddressShouldBeOfHttp(string url, string? expected) =>
        Assert.Equal(expected, Read($$"""[{"id":"11111111-2222-4333-8444-555555555555","url":"{{url}}"}]""").Single().Url?.AbsoluteUri);

    [Fact]
    public void BlankNameShouldBeReplacedByTheHostOrTheId()
    {
        Assert.Equal("a.example", Read("""[{"id":"11111111-2222-4333-8444-555555555555","name":" ","url":"https://a.example/x"}]""").Single().Name);
        Assert.Equal("11111111-2222-4333-8444-555555555555", Read("""[{"id":"11111111-2222-4333-8444-555555555555","name":" "}]""").Single().Name);
    }

    [Fact]
    public void FirstNameAndAddressOfASiteShouldBeKept()
    {
        Site site = Read(
            """
            [{"id":"11111111-2222-4333-8444-555555555555","name":"a","url":"https://a.example"},
             {"id":"22222222-2222-4333-8444-555555555555","name":"c"},
             {"id":"11111111-2222-4333-8444-555555555555","name":"b","url":"https://b.example"}]
            """)[0];

        Assert.Equal(("a", "https://a.example/"), (site.Name, site.Url!.AbsoluteUri));
    }

    private static IReadOnlyList<Site> Read(string body) => SiteListing.Read(Encoding.UTF8.GetBytes(body));
}
