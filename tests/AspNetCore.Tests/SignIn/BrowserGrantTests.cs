using System.Net;
using Leeway.AspNetCore.Tests.Hosting;
using Leeway.Grants;
using Leeway.Simulator.Site;
using Microsoft.Extensions.DependencyInjection;

namespace Leeway.AspNetCore.Tests.SignIn;

public sealed class BrowserGrantTests
{
    private static readonly TestSetup s_browsers = new() { SignIn = static options => options.UseBrowserGrants(TimeSpan.FromDays(2)) };

    [Fact]
    public async Task BrowsersShouldHaveTheirOwnGrants()
    {
        await using TestApplication application = await TestApplication.StartAsync(s_browsers);
        using Browser first = application.OpenBrowser();
        using Browser second = application.OpenBrowser();

        Assert.Contains("Not connected", (await first.GetAsync("/atlassian")).Text, StringComparison.Ordinal);
        Assert.Equal("/atlassian/connect?returnUrl=%2Fme", (await first.GetAsync("/me")).Location);
        Assert.Equal("/me", (await first.ConnectAsync("/atlassian/connect?returnUrl=/me")).Location);
        application.UseAccount("bob");
        await second.ConnectAsync();

        Assert.Equal("Ada Example", (await first.GetAsync("/me")).Text);
        Assert.Equal("bob", (await second.GetAsync("/me")).Text);
    }

    [Fact]
    public async Task ConsentShouldReplaceTheGrantAndItsId()
    {
        await using TestApplication application = await TestApplication.StartAsync(s_browsers);
        using Browser browser = application.OpenBrowser();
        await browser.ConnectAsync();
        CookieCollection former = browser.Cookies.GetAllCookies();

        await browser.ConnectAsync();

        Assert.Equal("Ada Example", (await browser.GetAsync("/me")).Text);
        using Browser copy = application.OpenBrowser();
        copy.Cookies.Add(former);
        Assert.Equal("/atlassian/connect?returnUrl=%2Fme", (await copy.GetAsync("/me")).Location);
        Assert.Single(await ListAsync(application));
    }

    /// <summary>An attacker who can set cookies in the victim's browser must not get a grant of the victim's account.</summary>
    [Fact]
    public async Task PlantedCookieShouldNotLeadToTheGrantOfTheVictim()
    {
        await using TestApplication application = await TestApplication.StartAsync(s_browsers);
        using Browser attacker = application.OpenBrowser();
        application.UseAccount("mallory");
        await attacker.ConnectAsync();
        using Browser victim = application.OpenBrowser();
        victim.Cookies.Add(attacker.Cookies.GetAllCookies());

        application.UseAccount("ada");
        await victim.ConnectAsync();

        Assert.Equal("ada", (await victim.GetAsync("/me")).Text);
        Assert.Equal("/atlassian/connect?returnUrl=%2Fme", (await attacker.GetAsync("/me")).Location);
    }

    [Fact]
    public async Task SelectedSiteShouldStaySelectedAfterANewConsent()
    {
        SimulatedSite[] sites = [TestApplication.CreateSite(1), TestApplication.CreateSite(2)];
        await using TestApplication application = await TestApplication.StartAsync(new TestSetup { SignIn = s_browsers.SignIn, Sites = sites });
        using Browser browser = application.OpenBrowser();
        Assert.Equal("/atlassian/sites", (await browser.ConnectAsync()).Location);
        await browser.SubmitAsync("/atlassian/sites", "/atlassian/sites", ("site", sites[1].CloudId));

        Assert.Equal("/atlassian", (await browser.ConnectAsync()).Location);

        Assert.Contains("site-2 <strong>(selected)</strong>", (await browser.GetAsync("/atlassian")).Text, StringComparison.Ordinal);
        Assert.Equal("Ada Example", (await browser.GetAsync("/me")).Text);
    }

    [Fact]
    public async Task RefusalShouldKeepTheGrant()
    {
        await using TestApplication application = await TestApplication.StartAsync(s_browsers);
        using Browser browser = application.OpenBrowser();
        await browser.ConnectAsync();
        application.Atlassian.Authorization.DeclinesConsent = true;

        Assert.Equal("Declined", (await browser.ConnectAsync()).Problem);
        Assert.Equal("Ada Example", (await browser.GetAsync("/me")).Text);
    }

    /// <summary>The cookie of the new grant does not arrive, so the browser keeps the former one.</summary>
    [Fact]
    public async Task CallbackThatTheBrowserAbortsShouldKeepTheFormerGrantOnly()
    {
        TestClock clock = new();
        InterceptedStore store = new(clock);
        using CancellationTokenSource aborted = new();
        await using TestApplication application = await TestApplication.StartAsync(new TestSetup
        {
            SignIn = s_browsers.SignIn,
            Clock = clock,
            Services = services => services.AddSingleton<IGrantStore>(store),
        });
        using Browser browser = application.OpenBrowser();
        await browser.ConnectAsync();
        List<GrantId> written = [];
        store.Written = grant =>
        {
            written.Add(grant.Id);
            aborted.Cancel();
        };
        string callback = browser.Decide(await browser.BeginAsync());

        Exception? ending = await Record.ExceptionAsync(() => browser.GetAsync(callback, aborted.Token));
        Assert.True(ending is OperationCanceledException or HttpRequestException, ending?.ToString());

        while (await store.FindAsync(written[0]) is not null)
        {
            await Task.Delay(10);
        }

        Assert.Equal("Ada Example", (await browser.GetAsync("/me")).Text);
    }

    [Fact]
    public async Task DisconnectShouldRemoveTheCookie()
    {
        await using TestApplication application = await TestApplication.StartAsync(s_browsers);
        using Browser browser = application.OpenBrowser();
        await browser.ConnectAsync();

        await browser.SubmitAsync("/atlassian", "/atlassian/disconnect");

        Assert.DoesNotContain(browser.Cookies.GetAllCookies(), static cookie => cookie.Name.Contains("Browser", StringComparison.Ordinal));
        Assert.Empty(await ListAsync(application));
    }

    [Fact]
    public async Task ConnectionShouldEndWithTheLifetimeOfTheCookie()
    {
        await using TestApplication application = await TestApplication.StartAsync(s_browsers);
        using Browser browser = application.OpenBrowser();
        WebAnswer connected = await browser.ConnectAsync();

        Assert.Matches("__Host-Leeway\\.Browser=[\\w-]+; max-age=172800; path=/; secure; samesite=lax; httponly", connected.Headers["Set-Cookie"]);
        application.Clock.Advance(TimeSpan.FromDays(2));
        Assert.Equal("/atlassian/connect?returnUrl=%2Fme", (await browser.GetAsync("/me")).Location);
    }

    private static async Task<List<InventoryEntry>> ListAsync(TestApplication application)
    {
        List<InventoryEntry> entries = [];
        await foreach (InventoryEntry entry in ((IGrantInventory)application.Store).ListAsync())
        {
            entries.Add(entry);
        }

        return entries;
    }
}
