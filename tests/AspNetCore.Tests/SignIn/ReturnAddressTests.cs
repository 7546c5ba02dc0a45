using FsCheck;
using FsCheck.Fluent;
using Leeway.AspNetCore.Tests.Hosting;
using Leeway.TimeLimit;
using Microsoft.AspNetCore.Http;

namespace Leeway.AspNetCore.Tests.SignIn;

public sealed class ReturnAddressTests
{
    [Theory]
    [InlineData("/")]
    [InlineData("/issues")]
    [InlineData("/issues?jql=project%20%3D%20%22A%22&page=2#top")]
    [InlineData("/issues?next=https://app.example//a")]
    [InlineData("/a%20b/%C3%A9")]
    [InlineData("/a.b/..c")]
    [InlineData("/100%25")]
    public void LocalAddressShouldBeAccepted(string address) => Assert.Equal(address, ReturnAddress.Find(address, PathString.Empty));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("issues")]
    [InlineData("~/issues")]
    [InlineData("//evil.example")]
    [InlineData("///evil.example")]
    [InlineData("/\\evil.example")]
    [InlineData("\\\\evil.example")]
    [InlineData("/a\\b")]
    [InlineData("/%2fevil.example")]
    [InlineData("/%2Fevil.example")]
    [InlineData("/%252fevil.example")]
    [InlineData("/%25252fevil.example")]
    [InlineData("/%2525252525252fevil.example")]
    [InlineData("/%5cevil.example")]
    [InlineData("/%255cevil.example")]
    [InlineData("/a//evil.example")]
    [InlineData("/./evil")]
    [InlineData("/../evil")]
    [InlineData("/a/%2e%2e/b")]
    [InlineData("/.%2e//evil.example")]
    [InlineData("/\t/evil.example")]
    [InlineData("/%09/evil.example")]
    [InlineData("/a\r\nSet-Cookie: a=b")]
    [InlineData("/a%0d%0aSet-Cookie:%20a=b")]
    [InlineData("/a?b=%0d%0aSet-Cookie:%20a=b")]
    [InlineData("/a\0")]
    [InlineData("/%00")]
    [InlineData("/ a")]
    [InlineData("/\u2028")]
    [InlineData("/é")]
    [InlineData("https://evil.example")]
    [InlineData("https:evil.example")]
    [InlineData("javascript:alert(1)")]
    [InlineData("data:text/html,a")]
    public void AddressThatMayLeaveShouldBeRejected(string? address) => Assert.Null(ReturnAddress.Find(address, PathString.Empty));

    [Theory]
    [InlineData("/app", true)]
    [InlineData("/app/issues", true)]
    [InlineData("/app?a", true)]
    [InlineData("/other", false)]
    [InlineData("/application", false)]
    [InlineData("/app/../other", false)]
    [InlineData("/App/issues", false)]
    public void AddressShouldStayBelowThePathOfTheApplication(string address, bool isAccepted) =>
        Assert.Equal(isAccepted, ReturnAddress.Find(address, "/app") is not null);

    [Fact]
    public void LongAddressShouldBeRejected()
    {
        Assert.NotNull(ReturnAddress.Find("/" + new string('a', ReturnAddress.MaxLength - 1), PathString.Empty));
        Assert.Null(ReturnAddress.Find("/" + new string('a', ReturnAddress.MaxLength), PathString.Empty));
    }

    /// <summary>Whatever is accepted leads to the host of the application, however often it is decoded, as browsers resolve addresses.</summary>
    [Fact]
    public void AcceptedAddressShouldStayOnTheHost()
    {
        Gen<string> addresses = Gen.Elements("/", "\\", "%2f", "%5c", "%25", "2f", "5c", ".", "%2e", "evil.example", "a", "?", "#", ":", "@", "\t", "%09", "https:", "é", " ")
            .ListOf()
            .Select(static parts => "/" + string.Concat(parts));
        int accepted = 0;
        Prop.ForAll(addresses.ToArbitrary(), address =>
        {
            if (ReturnAddress.Find(address, PathString.Empty) is not { } found)
            {
                return;
            }

            accepted++;
            for (int i = 0; i < 6; i++)
            {
                // As browsers do, which treat backslashes as slashes and skip tabs.
                var target = new Uri(TestApplication.Origin, found.Replace('\\', '/').Replace("\t", "", StringComparison.Ordinal));
                Assert.Equal(TestApplication.Origin.Authority, target.Authority);
                int end = found.AsSpan().IndexOfAny('?', '#');
                found = Uri.UnescapeDataString(end < 0 ? found : found[..end]);
            }
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(TestSize.IsFull ? 100_000 : 5_000));

        Assert.NotEqual(0, accepted);
    }

    [Theory]
    [InlineData("//evil.example")]
    [InlineData("https://evil.example")]
    [InlineData("/%2f%2fevil.example")]
    public async Task UserShouldNotLeaveTheApplication(string address)
    {
        await using TestApplication application = await TestApplication.StartAsync();
        using Browser browser = await application.SignInAsync("ada");
        string page = "/atlassian/connect?returnUrl=" + Uri.EscapeDataString(address);

        Assert.DoesNotContain("evil.example", (await browser.GetAsync(page)).Text, StringComparison.Ordinal);
        Assert.Equal("/atlassian", (await browser.ConnectAsync(page)).Location);

        // The field of the form is checked, too.
        WebAnswer begun = await browser.SubmitAsync("/atlassian/connect", "/atlassian/connect", ("returnUrl", address));
        Assert.Equal("/atlassian", (await browser.GetAsync(browser.Decide(new Uri(begun.Location)))).Location);
        Assert.Equal("/atlassian", (await browser.SubmitAsync("/atlassian", "/atlassian/disconnect", ("returnUrl", address))).Location);
    }
}
