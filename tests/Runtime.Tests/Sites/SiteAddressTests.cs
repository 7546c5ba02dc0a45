using Leeway.Sites;

namespace Leeway.Runtime.Tests.Sites;

public sealed class SiteAddressTests
{
    private const string CloudId = "11111111-2222-4333-8444-555555555555";

    [Theory]
    [InlineData("https://one.atlassian.net", "https://one.atlassian.net/")]
    [InlineData(" https://one.atlassian.net/wiki?x=1 ", "https://one.atlassian.net/")]
    [InlineData("one.atlassian.net/wiki", "https://one.atlassian.net/")]
    [InlineData("https://one.atlassian.net:8443/x", "https://one.atlassian.net:8443/")]
    [InlineData("http://localhost:8080/x", "http://localhost:8080/")]
    [InlineData("http://127.0.0.1", "http://127.0.0.1/")]
    [InlineData("http://one.atlassian.net", null)]
    [InlineData("https://localhost", null)]
    [InlineData("localhost", null)]
    [InlineData("ftp://one.atlassian.net", null)]
    [InlineData("https://user@one.atlassian.net", null)]
    [InlineData("https://", null)]
    [InlineData(CloudId, null)]
    [InlineData("", null)]
    [InlineData("  ", null)]
    [InlineData(null, null)]
    public void OriginShouldBeFoundInAnAddress(string? site, string? expected) => Assert.Equal(expected, SiteAddress.FindOrigin(site)?.AbsoluteUri);

    [Theory]
    [InlineData("https://one.atlassian.net/wiki", "https://one.atlassian.net/")]
    [InlineData("https://one.atlassian.net:8443", null)]
    [InlineData("https://10.0.0.1", null)]
    [InlineData("http://localhost", null)]
    [InlineData(CloudId, null)]
    public void OnlyAHostNameOfHttpsShouldBePublic(string site, string? expected) => Assert.Equal(expected, SiteAddress.FindPublicOrigin(site)?.AbsoluteUri);

    [Theory]
    [InlineData(CloudId, CloudId)]
    [InlineData(" " + CloudId + " ", CloudId)]
    [InlineData("{" + CloudId + "}", null)]
    [InlineData("11111111222243338444555555555555", null)]
    [InlineData("", null)]
    [InlineData(null, null)]
    public void CloudIdShouldBeAUuidWithHyphens(string? site, string? expected)
    {
        Assert.Equal(expected, SiteAddress.FindCloudId(site));
        Assert.Equal(expected is not null, SiteAddress.IsCloudId(site));
    }

    [Theory]
    [InlineData("11111111-2222-4333-8444-5", true)]
    [InlineData(" 11111111-2222-4333-8444-5 ", true)]
    [InlineData("{" + CloudId + "}", true)]
    [InlineData("11111111-2222-4333-8444-", false)]
    [InlineData(" 11111111-2222-4333-8444- ", false)]
    [InlineData("11111111-2222-4333-8444-g5", false)]
    [InlineData(CloudId, false)]
    [InlineData(null, false)]
    public void LongTextOfHexadecimalDigitsShouldLookLikeACloudId(string? site, bool expected) => Assert.Equal(expected, SiteAddress.IsBrokenCloudId(site));

    [Theory]
    [InlineData("a", "a")]
    [InlineData(" A-z_9 ", "A-z_9")]
    [InlineData("a/b", null)]
    [InlineData("..", null)]
    [InlineData("", null)]
    [InlineData(" ", null)]
    [InlineData(null, null)]
    public void IdOfAWorkspaceShouldBeSafeInAPath(string? text, string? expected) => Assert.Equal(expected, WorkspaceId.Find(text));

    [Theory]
    [InlineData(100, true)]
    [InlineData(101, false)]
    public void IdOfAWorkspaceShouldHaveAMaximumLength(int length, bool isValid) => Assert.Equal(isValid, WorkspaceId.Find(new string('a', length)) is not null);
}
