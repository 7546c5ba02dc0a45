using System.Net;
using System.Text.Json;
using Leeway.AspNetCore.Tests.Hosting;
using Leeway.Calls;
using Leeway.Grants;
using Leeway.Jira;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Leeway.AspNetCore.Tests.Requirement;

public sealed class RequirementTests
{
    [Fact]
    public async Task PageShouldLeadToTheConnectPageAndBack()
    {
        await using TestApplication application = await TestApplication.StartAsync();
        using Browser browser = await application.SignInAsync("ada");

        WebAnswer refused = await browser.GetAsync("/me?a=b%20c");

        Assert.Equal(HttpStatusCode.SeeOther, refused.Status);
        Assert.Equal("/atlassian/connect?returnUrl=%2Fme%3Fa%3Db%2520c", refused.Location);
        Assert.Equal("/me?a=b%20c", (await browser.ConnectAsync(refused.Location)).Location);
    }

    [Theory]
    [InlineData("Accept", "application/json")]
    [InlineData("Accept", "*/*")]
    [InlineData("Accept", "application/json, text/html;q=0")]
    [InlineData("Accept", "not a media type")]
    [InlineData("X-Requested-With", "XMLHttpRequest")]
    [InlineData("Sec-Fetch-Mode", "cors")]
    [InlineData("Sec-Fetch-Mode", "same-origin")]
    public async Task ApiRequestShouldGetAProblemDocument(string name, string value)
    {
        await using TestApplication application = await TestApplication.StartAsync();
        using Browser browser = await application.SignInAsync("ada");

        WebAnswer answer = await browser.GetAsync("/me", (name, value));

        Assert.Equal(HttpStatusCode.Unauthorized, answer.Status);
        Assert.Equal("application/problem+json", answer.Headers["Content-Type"]);
        Assert.Equal("Atlassian", answer.Headers["WWW-Authenticate"]);
        Assert.Equal("no-store", answer.Headers["Cache-Control"]);
        using JsonDocument problem = JsonDocument.Parse(answer.Text);
        Assert.Equal(401, problem.RootElement.GetProperty("status").GetInt32());
        Assert.EndsWith("#connection-required", problem.RootElement.GetProperty("type").GetString(), StringComparison.Ordinal);
        Assert.Equal("/atlassian/connect", problem.RootElement.GetProperty("connect").GetString());
    }

    [Theory]
    [InlineData("Sec-Fetch-Mode", "navigate")]
    [InlineData("Accept", "text/html")]
    [InlineData("Accept", "application/xhtml+xml, text/html;q=0.5")]
    public async Task NavigationShouldBeRedirected(string name, string value)
    {
        await using TestApplication application = await TestApplication.StartAsync();
        using Browser browser = await application.SignInAsync("ada");

        Assert.Equal(HttpStatusCode.SeeOther, (await browser.GetAsync("/me", (name, value))).Status);
    }

    [Fact]
    public async Task MetadataOfTheEndpointShouldDecideFirst()
    {
        await using TestApplication application = await TestApplication.StartAsync(new TestSetup
        {
            Endpoints = static routes =>
            {
                routes.MapGet("/api", static (HttpContext _) => Task.CompletedTask).RequireAtlassian().DisableCookieRedirect();
                routes.MapGet("/page", static (HttpContext _) => Task.CompletedTask).RequireAtlassian().DisableCookieRedirect().AllowCookieRedirect();
            },
        });
        using Browser browser = await application.SignInAsync("ada");

        Assert.Equal(HttpStatusCode.Unauthorized, (await browser.GetAsync("/api")).Status);
        Assert.Equal(HttpStatusCode.SeeOther, (await browser.GetAsync("/page")).Status);
    }

    [Fact]
    public async Task PostShouldNotBeTheAddressToReturnTo()
    {
        await using TestApplication application = await TestApplication.StartAsync(new TestSetup
        {
            Endpoints = static routes => routes.MapPost("/save", static (HttpContext _) => Task.CompletedTask).RequireAtlassian(),
        });
        using Browser browser = await application.SignInAsync("ada");

        Assert.Equal("/atlassian/connect", (await browser.PostAsync("/save", new Dictionary<string, string>())).Location);
    }

    [Fact]
    public async Task GroupShouldRequireTheConnectionForAllItsEndpoints()
    {
        await using TestApplication application = await TestApplication.StartAsync(new TestSetup
        {
            Endpoints = static routes => routes.MapGroup("/group").RequireAtlassian().MapGet("/a", static () => "a"),
        });
        using Browser browser = await application.SignInAsync("ada");

        Assert.Equal("/atlassian/connect?returnUrl=%2Fgroup%2Fa", (await browser.GetAsync("/group/a")).Location);
        await browser.ConnectAsync();
        Assert.Equal("a", (await browser.GetAsync("/group/a")).Text);
    }

    [Fact]
    public async Task GrantThatIsLostDuringTheRequestShouldLeadToTheConnectPage()
    {
        TestApplication? running = null;
        await using TestApplication application = await TestApplication.StartAsync(new TestSetup
        {
            Endpoints = routes => routes.MapGet("/lose", async (HttpContext context) =>
            {
                await running!.Keeper.ForgetAsync(TestApplication.GrantOf("ada"));
                context.Response.Headers["X-Partial"] = "secret";
                await context.RequestServices.GetRequiredService<IJiraClient>().Myself.GetCurrentUserAsync();
            }).RequireAtlassian(),
        });
        running = application;
        using Browser browser = await application.ConnectAsync("ada");

        WebAnswer answer = await browser.GetAsync("/lose");

        Assert.Equal("/atlassian/connect?returnUrl=%2Flose", answer.Location);
        Assert.False(answer.Headers.ContainsKey("X-Partial"));
    }

    [Fact]
    public async Task GrantOfAnotherUserShouldNotLeadToTheConnectPage()
    {
        await using TestApplication application = await TestApplication.StartAsync(new TestSetup
        {
            Endpoints = static routes => routes.MapGet("/other", static async (HttpContext context) =>
            {
                await context.RequestServices.GetRequiredService<IJiraClient>().For(new GrantId("somebody")).Myself.GetCurrentUserAsync();
            }).RequireAtlassian(),
        });
        using Browser browser = await application.ConnectAsync("ada");

        ReauthorizationRequiredException exception = await Assert.ThrowsAsync<ReauthorizationRequiredException>(() => browser.GetAsync("/other"));
        Assert.Equal(new GrantId("somebody"), exception.Grant);
    }

    [Fact]
    public async Task MissingScopesOfAnotherUserShouldNotLeadToAConsent()
    {
        await using TestApplication application = await TestApplication.StartAsync(new TestSetup
        {
            Options = static options => options.Scopes = ["read:jira-user", "offline_access"],
            Endpoints = static routes => routes.MapGet("/other", static async (HttpContext context) =>
            {
                await context.RequestServices.GetRequiredService<IJiraClient>().For(TestApplication.GrantOf("bob")).Issues.GetIssueAsync("DEMO-1");
            }).RequireAtlassian(),
        });
        using Browser bob = await application.ConnectAsync("bob");
        using Browser ada = await application.ConnectAsync("ada");

        await Assert.ThrowsAsync<MissingScopeException>(() => ada.GetAsync("/other"));
    }

    /// <summary>Otherwise, the user would select a site, return, and have to select one again.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task SiteThatTheApplicationSpecifiesShouldNotLeadToTheListOfSites(bool isOption)
    {
        const string Elsewhere = "https://elsewhere.atlassian.net";
        await using TestApplication application = await TestApplication.StartAsync(new TestSetup
        {
            Options = options => options.Site = isOption ? Elsewhere : null,
            Sites = [TestApplication.CreateSite(1), TestApplication.CreateSite(2)],
            Endpoints = routes => routes.MapGet("/fixed", async (HttpContext context) =>
            {
                IJiraClient jira = context.RequestServices.GetRequiredService<IJiraClient>();
                await (isOption ? jira : jira.WithSettings(new CallSettings { Site = Elsewhere })).Myself.GetCurrentUserAsync();
            }).RequireAtlassian(),
        });
        using Browser browser = await application.ConnectAsync("ada");

        await Assert.ThrowsAsync<SiteSelectionException>(() => browser.GetAsync("/fixed"));
    }

    [Fact]
    public async Task MissingScopesShouldLeadToAConsentForThemAndThoseGranted()
    {
        await using TestApplication application = await StartWithScopesAsync(["read:jira-user", "offline_access"]);
        using Browser browser = await application.ConnectAsync("ada");

        WebAnswer refused = await browser.GetAsync("/issue");

        Assert.StartsWith("/atlassian/connect?returnUrl=%2Fissue&scopes=", refused.Location, StringComparison.Ordinal);
        WebAnswer page = await browser.GetAsync(refused.Location);
        Assert.Equal("More permissions needed", page.Heading);
        Assert.Contains("<code>read:jira-work</code>", page.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("<code>read:jira-user</code>", page.Text, StringComparison.Ordinal);
        Uri authorize = await browser.BeginAsync(refused.Location);
        Assert.Equal("read:jira-user offline_access read:jira-work", Browser.ReadQuery(authorize)["scope"]);
        Assert.Equal("/issue", (await browser.GetAsync(browser.Decide(authorize))).Location);
        Assert.Equal("DEMO-1", (await browser.GetAsync("/issue")).Text);
    }

    /// <summary>A consent replaces the scopes of earlier ones.</summary>
    [Fact]
    public async Task SecondConsentForScopesShouldKeepThoseOfTheFirst()
    {
        await using TestApplication application = await StartWithScopesAsync(["write:jira-work", "offline_access"]);
        using Browser browser = await application.ConnectAsync("ada");
        Assert.Equal("/me", (await browser.ConnectAsync((await browser.GetAsync("/me")).Location)).Location);
        Assert.Equal("/issue", (await browser.ConnectAsync((await browser.GetAsync("/issue")).Location)).Location);

        Assert.Equal("DEMO-1", (await browser.GetAsync("/issue")).Text);
        Assert.Equal("Ada Example", (await browser.GetAsync("/me")).Text);
    }

    [Theory]
    [InlineData("text/html", HttpStatusCode.SeeOther)]
    [InlineData("application/json", HttpStatusCode.Unauthorized)]
    public async Task ConsentThatIsWithdrawnAtOnceShouldLeadToTheConnectPage(string accept, HttpStatusCode status)
    {
        await using TestApplication application = await TestApplication.StartAsync();
        using Browser browser = await application.ConnectAsync("ada");
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync("/me")).Status);
        application.Atlassian.Authorization.Withdraw("client", application.Atlassian.Account.AccountId);

        WebAnswer answer = await browser.GetAsync("/me", ("Accept", accept));

        Assert.Equal(status, answer.Status);
        string connect = answer.Headers.TryGetValue("Location", out string? location) ? location : JsonDocument.Parse(answer.Text).RootElement.GetProperty("connect").GetString()!;
        Assert.StartsWith("/atlassian/connect", connect, StringComparison.Ordinal);
        await browser.ConnectAsync(connect);
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync("/me")).Status);
    }

    [Theory]
    [InlineData("/atlassian")]
    [InlineData("/atlassian/connect")]
    public async Task ConnectingAgainShouldAskForTheScopesThatWereAdded(string page)
    {
        await using TestApplication application = await StartWithScopesAsync(["read:jira-user", "offline_access"]);
        using Browser browser = await application.ConnectAsync("ada");
        await browser.ConnectAsync((await browser.GetAsync("/issue")).Location);

        Assert.Equal("read:jira-user offline_access read:jira-work", Browser.ReadQuery(await browser.BeginAsync(page))["scope"]);
        application.Atlassian.Authorization.Withdraw("client", application.Atlassian.Account.AccountId);
        application.Clock.Advance(TimeSpan.FromHours(2));
        Assert.StartsWith("/atlassian/connect", (await browser.GetAsync("/issue")).Location, StringComparison.Ordinal);
        Assert.Equal("read:jira-user offline_access read:jira-work", Browser.ReadQuery(await browser.BeginAsync(page))["scope"]);
    }

    /// <summary>Otherwise, a scope that the app no longer has would make every consent fail.</summary>
    [Fact]
    public async Task UserShouldForgetALostConnectionToGrantFewerScopes()
    {
        await using TestApplication application = await StartWithScopesAsync(["read:jira-user", "offline_access"]);
        using Browser browser = await application.ConnectAsync("ada");
        await browser.ConnectAsync((await browser.GetAsync("/issue")).Location);
        application.Atlassian.Authorization.Withdraw("client", application.Atlassian.Account.AccountId);
        application.Clock.Advance(TimeSpan.FromHours(2));
        await browser.GetAsync("/issue");

        Assert.Contains("Forget this connection</button>", (await browser.GetAsync("/atlassian")).Text, StringComparison.Ordinal);
        Assert.Equal("/atlassian", (await browser.SubmitAsync("/atlassian", "/atlassian/disconnect")).Location);
        Assert.Equal("read:jira-user offline_access", Browser.ReadQuery(await browser.BeginAsync())["scope"]);
    }

    [Fact]
    public async Task ApiRequestWithoutTheScopesShouldBeForbidden()
    {
        await using TestApplication application = await StartWithScopesAsync(["read:jira-user", "offline_access"]);
        using Browser browser = await application.ConnectAsync("ada");

        WebAnswer answer = await browser.GetAsync("/issue", ("Accept", "application/json"));

        Assert.Equal(HttpStatusCode.Forbidden, answer.Status);
        using JsonDocument problem = JsonDocument.Parse(answer.Text);
        Assert.Equal("read:jira-work", Assert.Single(problem.RootElement.GetProperty("missingScopes").EnumerateArray()).GetString());
        Assert.Equal("More permissions needed", (await browser.GetAsync(problem.RootElement.GetProperty("connect").GetString()!)).Heading);
    }

    [Fact]
    public async Task LinkOfAnotherUserShouldNotAskForMoreScopes()
    {
        await using TestApplication application = await StartWithScopesAsync(["read:jira-user", "offline_access"]);
        using Browser mallory = await application.ConnectAsync("mallory");
        string link = (await mallory.GetAsync("/issue")).Location;
        using Browser ada = await application.SignInAsync("ada");

        Assert.Equal("read:jira-user offline_access", Browser.ReadQuery(await ada.BeginAsync(link))["scope"]);
        Assert.Equal("read:jira-user offline_access", Browser.ReadQuery(await ada.BeginAsync("/atlassian/connect?scopes=admin:jira"))["scope"]);
        application.Clock.Advance(TimeSpan.FromHours(1));
        Assert.Equal("read:jira-user offline_access", Browser.ReadQuery(await mallory.BeginAsync(link))["scope"]);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task FailureThatTheUserCannotRepairShouldNotAskForAConsent(bool isMisconfigured)
    {
        await using TestApplication application = await TestApplication.StartAsync(new TestSetup
        {
            Services = services => services.Replace(ServiceDescriptor.Singleton<IGrantKeeper>(new FailingKeeper(isMisconfigured))),
            Endpoints = static routes => routes.MapGet("/quiet", static (HttpContext context) => context.Response.WriteAsync("quiet")).RequireAtlassian(),
        });
        using Browser browser = await application.SignInAsync("ada");

        Assert.Equal("quiet", (await browser.GetAsync("/quiet")).Text);
    }

    [Fact]
    public async Task EndpointWithoutTheRequirementShouldThrow()
    {
        await using TestApplication application = await TestApplication.StartAsync();
        using Browser browser = application.OpenBrowser();

        NoCurrentGrantException nobody = await Assert.ThrowsAsync<NoCurrentGrantException>(() => browser.GetAsync("/unmarked"));
        Assert.Contains("RequireAtlassian()", nobody.Message, StringComparison.Ordinal);
        await browser.SignInAsync("ada");
        await Assert.ThrowsAsync<ReauthorizationRequiredException>(() => browser.GetAsync("/unmarked"));
    }

    [Fact]
    public void EndpointThatCannotBeProtectedShouldBeAnError()
    {
        ConventionRecorder recorder = new();
        recorder.RequireAtlassian();

        InvalidOperationException exception = Assert.Throws<InvalidOperationException>(
            () => recorder.Convention!(new RouteEndpointBuilder(null, RoutePatternFactory.Parse("/page"), 0) { DisplayName = "/page (Page)" }));
        Assert.Contains("'/page (Page)'", exception.Message, StringComparison.Ordinal);
    }

    /// <summary>Starts an application whose users consent to scopes, with an endpoint that reads an issue.</summary>
    private static Task<TestApplication> StartWithScopesAsync(string[] scopes) => TestApplication.StartAsync(new TestSetup
    {
        Options = options => options.Scopes = scopes,
        Endpoints = static routes => routes.MapGet("/issue", WriteIssueAsync).RequireAtlassian(),
    });

    private static async Task WriteIssueAsync(HttpContext context)
    {
        Issue issue = await context.RequestServices.GetRequiredService<IJiraClient>().Issues.GetIssueAsync("DEMO-1");
        await context.Response.WriteAsync(issue.Key ?? "");
    }

    private sealed class FailingKeeper(bool isMisconfigured) : IGrantKeeper
    {
        public ValueTask<AccessToken> GetAccessTokenAsync(GrantId id, CancellationToken cancellationToken = default) =>
            throw (isMisconfigured ? new ClientCredentialsRefusedException(id, "no") : new TokenUnavailableException(id, "no"));

        public ValueTask<GrantHealth> GetHealthAsync(GrantId id, CancellationToken cancellationToken = default) => throw new TokenUnavailableException(id, "no");

        public Task ForgetAsync(GrantId id, CancellationToken cancellationToken = default) =>
            throw new GrantNotForgottenException(id, "no", new InvalidOperationException());
    }

    private sealed class ConventionRecorder : IEndpointConventionBuilder
    {
        public Action<EndpointBuilder>? Convention { get; private set; }

        public void Add(Action<EndpointBuilder> convention) => Convention = convention;
    }
}
