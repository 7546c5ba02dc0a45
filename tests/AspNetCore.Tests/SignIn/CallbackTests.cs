using System.Net;
using Leeway.AspNetCore.Tests.Hosting;
using Leeway.Grants;
using Microsoft.AspNetCore.DataProtection;

namespace Leeway.AspNetCore.Tests.SignIn;

public sealed class CallbackTests
{
    [Fact]
    public async Task ReplayedCallbackShouldBeRejected()
    {
        await using TestApplication application = await TestApplication.StartAsync();
        using Browser browser = await application.SignInAsync("ada");
        string callback = browser.Decide(await browser.BeginAsync());
        await browser.GetAsync(callback);
        Grant connected = await FindAsync(application, "ada");

        WebAnswer again = await browser.GetAsync(callback);

        Assert.Equal(HttpStatusCode.BadRequest, again.Status);
        Assert.Equal("UnknownAttempt", again.Problem);
        Assert.Equal(connected, await FindAsync(application, "ada"));
    }

    [Fact]
    public async Task CopiedCookieShouldBeAcceptedOnce()
    {
        await using TestApplication application = await TestApplication.StartAsync();
        using Browser browser = await application.SignInAsync("ada");
        Uri authorize = await browser.BeginAsync();
        using Browser copy = application.OpenBrowser();
        using Browser secondCopy = application.OpenBrowser();
        copy.Cookies.Add(browser.Cookies.GetAllCookies());
        secondCopy.Cookies.Add(browser.Cookies.GetAllCookies());
        string callback = browser.Decide(authorize);
        await browser.GetAsync(callback);
        int requests = application.Atlassian.Authorization.TokenRequests;

        Assert.Equal("UsedAttempt", (await copy.GetAsync(callback)).Problem);

        // With a new code, too.
        Assert.Equal("UsedAttempt", (await secondCopy.GetAsync(secondCopy.Decide(authorize))).Problem);
        Assert.Equal(requests, application.Atlassian.Authorization.TokenRequests);
    }

    [Fact]
    public async Task ReplayOnAnotherNodeShouldFailAtAtlassian()
    {
        EphemeralDataProtectionProvider protection = new();
        await using TestApplication first = await TestApplication.StartAsync(new TestSetup { Protection = protection });
        await using TestApplication second = await TestApplication.StartAsync(new TestSetup { Protection = protection, Atlassian = first.Atlassian, Clock = first.Clock });
        using Browser browser = await first.SignInAsync("ada");
        string callback = browser.Decide(await browser.BeginAsync());
        using Browser copy = second.OpenBrowser();
        copy.Cookies.Add(browser.Cookies.GetAllCookies());

        Assert.Equal(HttpStatusCode.SeeOther, (await browser.GetAsync(callback)).Status);
        Assert.Equal("CodeRefused", (await copy.GetAsync(callback)).Problem);
        Assert.Null(await second.Store.FindAsync(TestApplication.GrantOf("ada")));
    }

    [Fact]
    public async Task CallbackOnAnotherNodeShouldWork()
    {
        EphemeralDataProtectionProvider protection = new();
        await using TestApplication first = await TestApplication.StartAsync(new TestSetup { Protection = protection });
        await using TestApplication second = await TestApplication.StartAsync(new TestSetup { Protection = protection, Atlassian = first.Atlassian, Clock = first.Clock });
        using Browser browser = await first.SignInAsync("ada");
        Uri authorize = await browser.BeginAsync();
        using Browser moved = second.OpenBrowser();
        moved.Cookies.Add(browser.Cookies.GetAllCookies());

        Assert.Equal("/atlassian", (await moved.GetAsync(moved.Decide(authorize))).Location);
        Assert.NotNull(await second.Store.FindAsync(TestApplication.GrantOf("ada")));
    }

    [Fact]
    public async Task StateOfAnotherBrowserShouldBeRejected()
    {
        await using TestApplication application = await TestApplication.StartAsync();
        using Browser attacker = application.OpenBrowser();
        using Browser victim = application.OpenBrowser();
        await attacker.SignInAsync("mallory");
        await victim.SignInAsync("ada");
        string callback = attacker.Decide(await attacker.BeginAsync());

        // The victim opens the link of the attacker, whose account would then be connected.
        WebAnswer answer = await victim.GetAsync(callback);

        Assert.Equal("UnknownAttempt", answer.Problem);
        Assert.Null(await application.Store.FindAsync(TestApplication.GrantOf("ada")));
        Assert.Null(await application.Store.FindAsync(TestApplication.GrantOf("mallory")));
    }

    [Fact]
    public async Task CookieOfAnotherUserShouldBeRejected()
    {
        await using TestApplication application = await TestApplication.StartAsync();
        using Browser browser = await application.SignInAsync("ada");
        string callback = browser.Decide(await browser.BeginAsync());
        await browser.GetAsync("/logout");
        await browser.SignInAsync("bob");

        WebAnswer answer = await browser.GetAsync(callback);

        Assert.Equal(HttpStatusCode.Forbidden, answer.Status);
        Assert.Equal("OtherUser", answer.Problem);
        Assert.Null(await application.Store.FindAsync(TestApplication.GrantOf("bob")));
        Assert.Null(await application.Store.FindAsync(TestApplication.GrantOf("ada")));
    }

    [Fact]
    public async Task AnotherSessionOfTheUserShouldBeRejected()
    {
        await using TestApplication application = await TestApplication.StartAsync();
        using Browser browser = application.OpenBrowser();
        await browser.SignInAsync("ada", session: "one");
        string callback = browser.Decide(await browser.BeginAsync());
        await browser.SignInAsync("ada", session: "two");

        Assert.Equal("OtherUser", (await browser.GetAsync(callback)).Problem);
    }

    [Theory]
    [InlineData(599, "")]
    [InlineData(600, "ExpiredAttempt")]
    [InlineData(3600, "ExpiredAttempt")]
    public async Task SignInShouldExpireAfterTenMinutes(int seconds, string problem)
    {
        await using TestApplication application = await TestApplication.StartAsync();
        using Browser browser = await application.SignInAsync("ada");
        Uri authorize = await browser.BeginAsync();
        application.Clock.Advance(TimeSpan.FromSeconds(seconds));

        Assert.Equal(problem, (await browser.GetAsync(browser.Decide(authorize))).Problem);
    }

    [Theory]
    [InlineData("{callback}&state={state}")]
    [InlineData("{callback}&STATE=x")]
    [InlineData("{callback}&code=x")]
    [InlineData("{callback}&error=access_denied")]
    [InlineData("{callback}&error=a&error=b")]
    [InlineData("{callback}&error_description=a&error_description=b")]
    [InlineData("/atlassian/callback?state={state}")]
    [InlineData("/atlassian/callback?state={state}&code=")]
    [InlineData("/atlassian/callback?code=x")]
    [InlineData("/atlassian/callback?state=&code=x")]
    [InlineData("/atlassian/callback?%73tate={state}&state={state}&code=x")]
    [InlineData("/atlassian/callback")]
    public async Task MissingAndDoubledParametersShouldBeRejected(string pattern)
    {
        await using TestApplication application = await TestApplication.StartAsync();
        using Browser browser = await application.SignInAsync("ada");
        Uri authorize = await browser.BeginAsync();
        string callback = browser.Decide(authorize);

        WebAnswer answer = await browser.GetAsync(pattern
            .Replace("{callback}", callback, StringComparison.Ordinal)
            .Replace("{state}", Browser.ReadQuery(authorize)["state"], StringComparison.Ordinal));

        Assert.Equal("IncompleteAnswer", answer.Problem);
        Assert.Null(await application.Store.FindAsync(TestApplication.GrantOf("ada")));

        // The sign-in can still be completed.
        Assert.Equal("/atlassian", (await browser.GetAsync(callback)).Location);
    }

    [Fact]
    public async Task ChangedCookieShouldBeRejected()
    {
        await using TestApplication application = await TestApplication.StartAsync();
        using Browser browser = await application.SignInAsync("ada");
        string callback = browser.Decide(await browser.BeginAsync());
        Cookie cookie = browser.Cookies.GetAllCookies().Single(static cookie => cookie.Name.Contains("SignIn", StringComparison.Ordinal));
        string original = cookie.Value;
        foreach (int index in (int[])[0, 5, 20, original.Length / 2, original.Length - 1])
        {
            char[] changed = original.ToCharArray();
            changed[index] = changed[index] == 'A' ? 'B' : 'A';
            cookie.Value = new string(changed);
            Assert.Equal("UnknownAttempt", (await browser.GetAsync(callback)).Problem);
        }

        cookie.Value = original;
        Assert.Equal("/atlassian", (await browser.GetAsync(callback)).Location);
    }

    [Fact]
    public async Task CookieOfAnotherSignInShouldNotFitTheState()
    {
        await using TestApplication application = await TestApplication.StartAsync();
        using Browser browser = await application.SignInAsync("ada");
        string first = browser.Decide(await browser.BeginAsync());
        Cookie kept = browser.Cookies.GetAllCookies().Single(static cookie => cookie.Name.Contains("SignIn", StringComparison.Ordinal));
        await browser.BeginAsync();
        Cookie other = browser.Cookies.GetAllCookies().Single(cookie => cookie.Name.Contains("SignIn", StringComparison.Ordinal) && cookie.Name != kept.Name);
        kept.Value = other.Value;

        Assert.Equal("UnknownAttempt", (await browser.GetAsync(first)).Problem);
    }

    private static async Task<Grant> FindAsync(TestApplication application, string user) =>
        await application.Store.FindAsync(TestApplication.GrantOf(user)) ?? throw new InvalidOperationException("There is no grant.");
}
