using System.Net;
using Leeway.AspNetCore.Tests.Hosting;
using Leeway.Grants;
using Microsoft.Extensions.DependencyInjection;

namespace Leeway.AspNetCore.Tests.SignIn;

public sealed class ConnectTests
{
    [Fact]
    public async Task UserShouldConnectAndReturn()
    {
        await using TestApplication application = await TestApplication.StartAsync();
        using Browser browser = await application.SignInAsync("ada");

        WebAnswer returned = await browser.ConnectAsync("/atlassian/connect?returnUrl=/me");

        Assert.Equal(HttpStatusCode.SeeOther, returned.Status);
        Assert.Equal("/me", returned.Location);
        Assert.Equal("Ada Example", (await browser.GetAsync(returned.Location)).Text);
        WebAnswer status = await browser.GetAsync("/atlassian");
        Assert.Contains("<span class=\"state connected\">Connected</span>", status.Text, StringComparison.Ordinal);
        Assert.Contains("site-1", status.Text, StringComparison.Ordinal);
        Assert.Contains("<code>read:jira-work</code>", status.Text, StringComparison.Ordinal);
        Assert.Contains("29 November 2026, 12:00 UTC", status.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RequestShouldHaveStateAndPkce()
    {
        await using TestApplication application = await TestApplication.StartAsync();
        using Browser browser = await application.SignInAsync("ada");

        Dictionary<string, string> query = Browser.ReadQuery(await browser.BeginAsync());

        Assert.Equal(43, query["state"].Length);
        Assert.Equal("S256", query["code_challenge_method"]);
        Assert.Equal("https://app.example/atlassian/callback", query["redirect_uri"]);
        Assert.Equal("read:jira-user read:jira-work offline_access", query["scope"]);
    }

    [Fact]
    public async Task SignInShouldEndOnTheStatusPageWithoutAReturnAddress()
    {
        await using TestApplication application = await TestApplication.StartAsync();
        using Browser browser = await application.SignInAsync("ada");

        Assert.Equal("/atlassian", (await browser.ConnectAsync()).Location);
    }

    [Fact]
    public async Task UserShouldBeAbleToDecline()
    {
        await using TestApplication application = await TestApplication.StartAsync();
        using Browser browser = await application.SignInAsync("ada");
        application.Atlassian.Authorization.DeclinesConsent = true;

        WebAnswer declined = await browser.ConnectAsync();

        Assert.Equal(HttpStatusCode.OK, declined.Status);
        Assert.Equal("Declined", declined.Problem);
        Assert.Null(await application.Store.FindAsync(TestApplication.GrantOf("ada")));
        application.Atlassian.Authorization.DeclinesConsent = false;
        Assert.Equal("/atlassian", (await browser.ConnectAsync()).Location);
    }

    [Fact]
    public async Task UserShouldReconnectAfterTheGrantIsLost()
    {
        await using TestApplication application = await TestApplication.StartAsync();
        using Browser browser = await application.ConnectAsync("ada");

        application.Atlassian.Authorization.Withdraw("client", application.Atlassian.Account.AccountId);
        application.Clock.Advance(TimeSpan.FromHours(2));

        WebAnswer refused = await browser.GetAsync("/me");
        Assert.Equal("/atlassian/connect?returnUrl=%2Fme", refused.Location);
        Assert.Contains("Your connection to Atlassian has ended.", (await browser.GetAsync(refused.Location)).Text, StringComparison.Ordinal);
        Assert.Contains("Not connected any more", (await browser.GetAsync("/atlassian")).Text, StringComparison.Ordinal);
        WebAnswer returned = await browser.ConnectAsync(refused.Location);
        Assert.Equal("/me", returned.Location);
        Assert.Equal("Ada Example", (await browser.GetAsync("/me")).Text);
    }

    [Fact]
    public async Task TwoUsersShouldHaveTheirOwnAccounts()
    {
        await using TestApplication application = await TestApplication.StartAsync();
        using Browser ada = application.OpenBrowser();
        using Browser bob = application.OpenBrowser();
        await ada.SignInAsync("ada");
        await bob.SignInAsync("bob");

        Uri first = await ada.BeginAsync();
        Uri second = await bob.BeginAsync();
        application.UseAccount("bob");
        await bob.GetAsync(bob.Decide(second));
        application.UseAccount("ada");
        await ada.GetAsync(ada.Decide(first));

        Assert.Equal("ada", (await ada.GetAsync("/me")).Text);
        Assert.Equal("bob", (await bob.GetAsync("/me")).Text);
    }

    [Fact]
    public async Task DisconnectShouldEndTheAccess()
    {
        await using TestApplication application = await TestApplication.StartAsync();
        using Browser browser = await application.ConnectAsync("ada");

        WebAnswer disconnected = await browser.SubmitAsync("/atlassian", "/atlassian/disconnect");

        Assert.Equal("/atlassian", disconnected.Location);
        Assert.Null(await application.Store.FindAsync(TestApplication.GrantOf("ada")));
        Assert.Equal("/atlassian/connect?returnUrl=%2Fme", (await browser.GetAsync("/me")).Location);
        Assert.Contains("Not connected", (await browser.GetAsync("/atlassian")).Text, StringComparison.Ordinal);
    }

    /// <summary>A consent replaces the scopes of the grant, so it must not begin while these are unknown.</summary>
    [Fact]
    public async Task ConsentShouldNotBeginWhileTheStoreCannotBeRead()
    {
        TestClock clock = new();
        InterceptedStore store = new(clock);
        await using TestApplication application = await TestApplication.StartAsync(new TestSetup
        {
            Clock = clock,
            Services = services => services.AddSingleton<IGrantStore>(store),
        });
        using Browser browser = await application.ConnectAsync("ada");
        Dictionary<string, string> form = (await browser.GetAsync("/atlassian/connect")).ReadForm("/atlassian/connect");
        store.IsUnreadable = true;
        clock.Advance(TimeSpan.FromHours(2));

        Assert.Equal("Unavailable", (await browser.PostAsync("/atlassian/connect", form)).Problem);

        store.IsUnreadable = false;
        Assert.Equal(HttpStatusCode.SeeOther, (await browser.PostAsync("/atlassian/connect", form)).Status);
    }

    [Theory]
    [InlineData("/atlassian/connect")]
    [InlineData("/atlassian/disconnect")]
    [InlineData("/atlassian/sites")]
    public async Task FormShouldNeedTheTokenOfItsUser(string address)
    {
        await using TestApplication application = await TestApplication.StartAsync();
        using Browser browser = await application.ConnectAsync("ada");
        Dictionary<string, string> form = (await browser.GetAsync("/atlassian")).ReadForm("/atlassian/disconnect");
        using Browser other = await application.SignInAsync("bob");

        Assert.Equal("InvalidForm", (await browser.PostAsync(address, new Dictionary<string, string>())).Problem);
        Assert.Equal("InvalidForm", (await other.PostAsync(address, form)).Problem);
        Assert.NotNull(await application.Store.FindAsync(TestApplication.GrantOf("ada")));
    }

    [Fact]
    public async Task StrangerShouldSignInToTheApplicationFirst()
    {
        await using TestApplication application = await TestApplication.StartAsync();
        using Browser browser = application.OpenBrowser();

        foreach (string page in (string[])["/atlassian", "/atlassian/connect", "/atlassian/sites"])
        {
            WebAnswer answer = await browser.GetAsync(page);
            Assert.Equal(HttpStatusCode.Redirect, answer.Status);
            Assert.StartsWith("https://app.example/Account/Login", answer.Location, StringComparison.Ordinal);
        }

        Assert.Equal("NotSignedIn", (await browser.GetAsync("/atlassian/callback?state=a&code=b")).Problem);
    }

    [Fact]
    public async Task SeveralTabsShouldWorkInAnyOrder()
    {
        await using TestApplication application = await TestApplication.StartAsync();
        using Browser browser = await application.SignInAsync("ada");

        Uri first = await browser.BeginAsync("/atlassian/connect?returnUrl=/first");
        Uri second = await browser.BeginAsync("/atlassian/connect?returnUrl=/second");

        Assert.Equal("/second", (await browser.GetAsync(browser.Decide(second))).Location);
        Assert.Equal("/first", (await browser.GetAsync(browser.Decide(first))).Location);
    }

    [Fact]
    public async Task OldestOfTooManyTabsShouldGetAPage()
    {
        await using TestApplication application = await TestApplication.StartAsync();
        using Browser browser = await application.SignInAsync("ada");

        List<Uri> begun = [];
        for (int i = 0; i < 6; i++)
        {
            begun.Add(await browser.BeginAsync());
            application.Clock.Advance(TimeSpan.FromSeconds(1));
        }

        Assert.Equal("UnknownAttempt", (await browser.GetAsync(browser.Decide(begun[0]))).Problem);
        foreach (Uri authorize in begun[1..])
        {
            Assert.Equal("/atlassian", (await browser.GetAsync(browser.Decide(authorize))).Location);
        }
    }

    [Fact]
    public async Task CookieShouldBeForThisHostOnlyAndNotForScripts()
    {
        await using TestApplication application = await TestApplication.StartAsync();
        using Browser browser = await application.SignInAsync("ada");

        WebAnswer begun = await browser.SubmitAsync("/atlassian/connect", "/atlassian/connect");

        string cookie = begun.Headers["Set-Cookie"];
        Assert.Matches("^__Host-Leeway\\.SignIn\\.[0-9a-f]{32}=[\\w-]+; max-age=600; path=/; secure; samesite=lax; httponly$", cookie);
        Assert.DoesNotContain(Browser.ReadQuery(new Uri(begun.Location))["state"], cookie, StringComparison.Ordinal);
    }

    [Fact]
    public async Task CookieShouldBeLimitedToThePathsOfTheSignInWithoutHttps()
    {
        await using TestApplication application = await TestApplication.StartAsync(new TestSetup
        {
            Options = static options => options.RedirectUri = new Uri("http://localhost:5000/atlassian/callback"),
        });
        using Browser browser = await application.SignInAsync("ada");

        WebAnswer begun = await browser.SubmitAsync("/atlassian/connect", "/atlassian/connect");

        Assert.Matches("^Leeway\\.SignIn\\.[0-9a-f]{32}=[\\w-]+; max-age=600; path=/atlassian/; samesite=lax; httponly$", begun.Headers["Set-Cookie"]);
    }

    [Fact]
    public async Task WrongPathOfTheCallbackShouldBeFoundBeforeTheUserLeaves()
    {
        await using TestApplication application = await TestApplication.StartAsync(new TestSetup
        {
            Options = static options => options.RedirectUri = new Uri("https://app.example/signin-atlassian"),
        });
        using Browser browser = await application.SignInAsync("ada");

        InvalidOperationException exception = await Assert.ThrowsAsync<InvalidOperationException>(() => browser.BeginAsync());

        Assert.Contains("'https://app.example/signin-atlassian'", exception.Message, StringComparison.Ordinal);
        Assert.Contains("'/atlassian/callback'", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task FailureOfAtlassianShouldBeAPage()
    {
        await using TestApplication application = await TestApplication.StartAsync(new TestSetup
        {
            Options = static options => options.ClientSecret = "wrong",
        });
        using Browser browser = await application.SignInAsync("ada");

        WebAnswer answer = await browser.ConnectAsync();

        Assert.Equal(HttpStatusCode.InternalServerError, answer.Status);
        Assert.Equal("AppRefused", answer.Problem);
    }

    [Fact]
    public async Task RefusedScopesShouldBeAPageAndALogEntry()
    {
        await using TestApplication application = await TestApplication.StartAsync();
        using Browser browser = await application.SignInAsync("ada");
        string state = Browser.ReadQuery(await browser.BeginAsync())["state"];

        WebAnswer answer = await browser.GetAsync($"/atlassian/callback?error=invalid_scope&error_description=read:evil&state={state}");

        Assert.Equal(HttpStatusCode.BadGateway, answer.Status);
        Assert.Equal("RequestRefused", answer.Problem);
        Assert.Contains("with the error invalid_scope.", application.ReadLog(), StringComparison.Ordinal);
        Assert.DoesNotContain("read:evil", application.ReadLog() + answer.Text, StringComparison.Ordinal);
    }
}
