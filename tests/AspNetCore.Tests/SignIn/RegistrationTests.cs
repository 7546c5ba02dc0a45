using Leeway.AspNetCore.Tests.Hosting;
using Leeway.Jira;
using Leeway.Simulator;
using Leeway.Simulator.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Leeway.AspNetCore.Tests.SignIn;

/// <summary>Two apps of one application, each with a sign-in of its own.</summary>
public sealed class RegistrationTests
{
    [Fact]
    public async Task NamedSignInShouldBeSeparate()
    {
        AtlassianSimulator? second = null;
        await using TestApplication application = await TestApplication.StartAsync(new TestSetup
        {
            Services = services =>
            {
                second = new AtlassianSimulator(new SimulatorOptions
                {
                    Sites = [TestApplication.CreateSite(2)],
                    App = new RegisteredApp { ClientId = "second", ClientSecret = "secret", RedirectUri = "https://app.example/reports/callback" },
                });
                services
                    .AddAtlassian("reports", options =>
                    {
                        options.ClientId = "second";
                        options.ClientSecret = "secret";
                        options.RedirectUri = new Uri("https://app.example/reports/callback");
                        options.Scopes = ["read:jira-user", "offline_access"];
                        options.Endpoints = new AtlassianEndpoints { AuthorizationServer = second.AuthorizationOrigin, Gateway = second.GatewayOrigin };
                    })
                    .UseTransport(_ => new SimulatorHandler(second))
                    .AddSignIn(static options => options.OperatorPolicy = "operators")
                    .AddJira();
            },
            Endpoints = static routes =>
            {
                routes.MapAtlassianSignIn("/reports", "reports");
                routes.MapGet("/report", WriteUserAsync).RequireAtlassian("reports");
            },
        });
        using Browser browser = await application.ConnectAsync("ada");

        Assert.Equal("/reports/connect?returnUrl=%2Freport", (await browser.GetAsync("/report")).Location);
        WebAnswer begun = await browser.SubmitAsync("/reports/connect?returnUrl=/report", "/reports/connect");
        AuthorizeAnswer answer = second!.Authorization.Authorize(AuthorizeRequest.From(Browser.ReadQuery(new Uri(begun.Location))));
        string callback = new Uri(answer.Redirect!).PathAndQuery;
        Assert.Equal("UnknownAttempt", (await browser.GetAsync(callback.Replace("/reports/", "/atlassian/", StringComparison.Ordinal))).Problem);
        Assert.Equal("/report", (await browser.GetAsync(callback)).Location);
        Assert.Equal("Ada Example", (await browser.GetAsync("/report")).Text);

        await browser.SubmitAsync("/reports", "/reports/disconnect");
        Assert.Equal("/reports/connect?returnUrl=%2Freport", (await browser.GetAsync("/report")).Location);
        Assert.Equal("Ada Example", (await browser.GetAsync("/me")).Text);
        Assert.NotNull(await application.Store.FindAsync(TestApplication.GrantOf("ada")));
    }

    private static async Task WriteUserAsync(HttpContext context)
    {
        User user = await context.RequestServices.GetRequiredKeyedService<IJiraClient>("reports").Myself.GetCurrentUserAsync();
        await context.Response.WriteAsync(user.DisplayName ?? "");
    }
}
