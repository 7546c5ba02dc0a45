using System.Net;
using Leeway.AspNetCore.Tests.Hosting;
using Leeway.Calls;
using Leeway.Grants;
using Leeway.Jira;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Leeway.AspNetCore.Tests.CurrentUser;

/// <summary>Clients that were injected call for the user of the request that makes the call.</summary>
public sealed class CurrentClientTests
{
    [Fact]
    public async Task ClientOfASingletonShouldCallForTheUserOfEachRequest()
    {
        await using TestApplication application = await TestApplication.StartAsync(new TestSetup
        {
            Services = static services => services.AddSingleton<Reports>(),
            Endpoints = static routes => routes.MapGet("/report", static async (HttpContext context) =>
                await context.Response.WriteAsync(await context.RequestServices.GetRequiredService<Reports>().FindUserAsync())),
        });
        using Browser ada = await application.ConnectAsync("ada", withOwnAccount: true);
        using Browser bob = await application.ConnectAsync("bob", withOwnAccount: true);

        Assert.Equal("ada", (await ada.GetAsync("/report")).Text);
        Assert.Equal("bob", (await bob.GetAsync("/report")).Text);
    }

    [Fact]
    public async Task CallOutsideOfARequestShouldNameFor()
    {
        await using TestApplication application = await TestApplication.StartAsync();
        using Browser browser = await application.ConnectAsync("ada");
        IJiraClient jira = application.Services.GetRequiredService<IJiraClient>();

        NoCurrentGrantException exception = await Assert.ThrowsAsync<NoCurrentGrantException>(() => jira.Myself.GetCurrentUserAsync());

        Assert.Contains("For(grant)", exception.Message, StringComparison.Ordinal);
        Assert.Equal("Ada Example", (await jira.For(TestApplication.GrantOf("ada")).Myself.GetCurrentUserAsync()).DisplayName);
    }

    [Fact]
    public async Task SpecifiedGrantShouldTakePrecedence()
    {
        await using TestApplication application = await TestApplication.StartAsync(new TestSetup
        {
            Endpoints = static routes => routes.MapGet("/other", static async (HttpContext context) => await context.Response.WriteAsync(
                (await context.RequestServices.GetRequiredService<IJiraClient>().For(TestApplication.GrantOf("bob")).Myself.GetCurrentUserAsync()).DisplayName!)),
        });
        using Browser ada = await application.ConnectAsync("ada");
        using Browser bob = await application.ConnectAsync("bob", withOwnAccount: true);

        Assert.Equal("bob", (await ada.GetAsync("/other")).Text);
    }

    [Fact]
    public async Task CallWithATokenOfItsOwnShouldNeedNoUser()
    {
        await using TestApplication application = await TestApplication.StartAsync();
        using Browser browser = await application.ConnectAsync("ada");
        AccessToken token = await application.Keeper.GetAccessTokenAsync(TestApplication.GrantOf("ada"));
        CallTarget target = new(new Uri(application.Atlassian.GatewayOrigin, "/ex/jira/" + application.Atlassian.Sites[0].CloudId), token);
        IJiraClient jira = application.Services.GetRequiredService<IJiraClient>();

        Assert.Equal("Ada Example", (await jira.WithSettings(new CallSettings { Target = target }).Myself.GetCurrentUserAsync()).DisplayName);
    }

    [Fact]
    public async Task InjectionShouldNotResolveTheGrant()
    {
        CountingResolver resolver = new();
        await using TestApplication application = await TestApplication.StartAsync(new TestSetup
        {
            Services = services => services.AddSingleton<IGrantResolver>(resolver),
            Endpoints = static routes =>
            {
                routes.MapGet("/inject", static (HttpContext context) =>
                {
                    context.RequestServices.GetRequiredService<IJiraClient>();
                    return Task.CompletedTask;
                });
                routes.MapGet("/required", static async (HttpContext context) =>
                {
                    await context.RequestServices.GetRequiredService<IJiraClient>().Myself.GetCurrentUserAsync();
                }).RequireAtlassian();
                routes.MapGet("/calls", static async (HttpContext context) =>
                {
                    IJiraClient jira = context.RequestServices.GetRequiredService<IJiraClient>();
                    await jira.Myself.GetCurrentUserAsync();
                    await jira.Myself.GetCurrentUserAsync();
                });
            },
        });
        using Browser browser = application.OpenBrowser();
        await browser.ConnectAsync();
        resolver.Count = 0;

        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync("/inject")).Status);
        Assert.Equal(0, resolver.Count);
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync("/calls")).Status);
        Assert.Equal(1, resolver.Count);
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync("/required")).Status);
        Assert.Equal(2, resolver.Count);
    }

    [Fact]
    public async Task UserWhoChangesDuringARequestShouldNotKeepTheGrant()
    {
        await using TestApplication application = await TestApplication.StartAsync(new TestSetup
        {
            Endpoints = static routes => routes.MapGet("/change", static async (HttpContext context) =>
            {
                IJiraClient jira = context.RequestServices.GetRequiredService<IJiraClient>();
                await jira.Myself.GetCurrentUserAsync();
                context.User = new System.Security.Claims.ClaimsPrincipal();
                await jira.Myself.GetCurrentUserAsync();
            }),
        });
        using Browser browser = await application.ConnectAsync("ada");

        await Assert.ThrowsAsync<NoCurrentGrantException>(() => browser.GetAsync("/change"));
    }

    [Fact]
    public async Task UserWithoutAnIdShouldBeAnErrorThatSaysWhatToDo()
    {
        await using TestApplication application = await TestApplication.StartAsync(new TestSetup
        {
            Endpoints = static routes => routes.MapGet("/nameless", static async (HttpContext context) =>
            {
                context.User = new System.Security.Claims.ClaimsPrincipal(new System.Security.Claims.ClaimsIdentity([], "Cookies"));
                await context.RequestServices.GetRequiredService<IJiraClient>().Myself.GetCurrentUserAsync();
            }),
        });
        using Browser browser = application.OpenBrowser();

        InvalidOperationException exception = await Assert.ThrowsAsync<InvalidOperationException>(() => browser.GetAsync("/nameless"));

        Assert.Contains("register an IGrantResolver", exception.Message, StringComparison.Ordinal);
    }

    private sealed class Reports(IJiraClient jira)
    {
        public async Task<string> FindUserAsync() => (await jira.Myself.GetCurrentUserAsync()).DisplayName ?? "";
    }

    private sealed class CountingResolver : IGrantResolver
    {
        public int Count { get; set; }

        public ValueTask<GrantId?> FindAsync(HttpContext context, CancellationToken cancellationToken = default)
        {
            Count++;
            return new(new GrantId("everyone"));
        }
    }
}
