using Leeway.AspNetCore.Tests.Hosting;
using Leeway.Simulator.Faults;

namespace Leeway.AspNetCore.Tests.SignIn;

public sealed class SiteTests
{
    private static readonly TestSetup s_twoSites = new()
    {
        Sites = [TestApplication.CreateSite(1), TestApplication.CreateSite(2)],
    };

    [Fact]
    public async Task UserShouldSelectOneOfSeveralSites()
    {
        await using TestApplication application = await TestApplication.StartAsync(s_twoSites);
        using Browser browser = await application.SignInAsync("ada");

        WebAnswer connected = await browser.ConnectAsync("/atlassian/connect?returnUrl=/me");
        Assert.Equal("/atlassian/sites?returnUrl=%2Fme", connected.Location);
        WebAnswer picker = await browser.GetAsync(connected.Location);
        Assert.Contains("<label for=\"site-1\">site-2", picker.Text, StringComparison.Ordinal);
        Dictionary<string, string> form = picker.ReadForm("/atlassian/sites");
        form["site"] = application.Atlassian.Sites[1].CloudId;
        Assert.Equal("/me", (await browser.PostAsync("/atlassian/sites", form)).Location);
        await browser.GetAsync("/me");

        Assert.Contains(application.Atlassian.Sites[1].CloudId, application.Atlassian.Requests[^1].Path, StringComparison.Ordinal);
        Assert.Contains("site-2 <strong>(selected)</strong>", (await browser.GetAsync("/atlassian")).Text, StringComparison.Ordinal);

        // The user has selected already.
        Assert.Equal("/atlassian", (await browser.ConnectAsync()).Location);
    }

    [Fact]
    public async Task CallWithoutASelectedSiteShouldLeadToTheSites()
    {
        await using TestApplication application = await TestApplication.StartAsync(s_twoSites);
        using Browser browser = await application.ConnectAsync("ada");

        Assert.Equal("/atlassian/sites?returnUrl=%2Fme%3Fa%3Db", (await browser.GetAsync("/me?a=b")).Location);
        WebAnswer api = await browser.GetAsync("/me", ("Accept", "application/json"));
        Assert.Equal(409, (int)api.Status);
        Assert.Contains("\"connect\":\"/atlassian/sites\"", api.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("1324a887-45db-4bf4-9e99-ef0ff456d429")]
    [InlineData("")]
    [InlineData("<script>")]
    public async Task SiteOfOthersShouldBeRejected(string site)
    {
        await using TestApplication application = await TestApplication.StartAsync(s_twoSites);
        using Browser browser = await application.ConnectAsync("ada");

        WebAnswer answer = await browser.SubmitAsync("/atlassian/sites", "/atlassian/sites", ("site", site));

        Assert.Equal("UnknownSite", answer.Problem);
        Assert.Equal("/atlassian/sites?returnUrl=%2Fme", (await browser.GetAsync("/me")).Location);
    }

    [Fact]
    public async Task SelectionShouldEndWithTheSite()
    {
        await using TestApplication application = await TestApplication.StartAsync(s_twoSites);
        using Browser browser = await application.ConnectAsync("ada");
        await browser.SubmitAsync("/atlassian/sites", "/atlassian/sites", ("site", application.Atlassian.Sites[1].CloudId));
        application.Atlassian.Authorization.Options.ConsentReplacesSites = true;
        application.Atlassian.Authorization.ConsentedCloudIds = [application.Atlassian.Sites[0].CloudId];

        Assert.Equal("/atlassian", (await browser.ConnectAsync()).Location);
        await browser.GetAsync("/me");

        Assert.Contains(application.Atlassian.Sites[0].CloudId, application.Atlassian.Requests[^1].Path, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SelectionShouldBelongToItsUser()
    {
        await using TestApplication application = await TestApplication.StartAsync(s_twoSites);
        using Browser browser = await application.ConnectAsync("ada");
        await browser.SubmitAsync("/atlassian/sites", "/atlassian/sites", ("site", application.Atlassian.Sites[1].CloudId));
        await browser.SignInAsync("bob");
        application.UseAccount("bob");

        Assert.Equal("/atlassian/sites", (await browser.ConnectAsync()).Location);
    }

    [Fact]
    public async Task SiteOfTheOptionsShouldNeedNoSelection()
    {
        await using TestApplication application = await TestApplication.StartAsync(new TestSetup
        {
            Sites = s_twoSites.Sites,
            Options = static options => options.Site = "site-2",
        });
        using Browser browser = await application.SignInAsync("ada");

        Assert.Equal("/atlassian", (await browser.ConnectAsync()).Location);
        Assert.Equal("Ada Example", (await browser.GetAsync("/me")).Text);
    }

    [Fact]
    public async Task FailureToListTheSitesShouldNotFailTheSignIn()
    {
        await using TestApplication application = await TestApplication.StartAsync(s_twoSites);
        using Browser browser = await application.SignInAsync("ada");
        Uri authorize = await browser.BeginAsync();
        application.Atlassian.Faults.Add(Fault.HtmlPage(), static request => request.Path.Contains("accessible-resources", StringComparison.Ordinal), times: 100);

        Assert.Equal("/atlassian", (await browser.GetAsync(browser.Decide(authorize))).Location);
        Assert.NotNull(await application.Store.FindAsync(TestApplication.GrantOf("ada")));
    }
}
