using Leeway.Browser.Tests.Hosting;
using Leeway.Simulator.Authorization;
using Microsoft.Playwright;

namespace Leeway.Browser.Tests.Pages;

/// <summary>
/// Opens every page, and takes pictures of it in light, in dark, and at the width of a phone. They are kept in <c>TestResults/screenshots</c>.
/// </summary>
public sealed class AppearanceTests(ChromiumBrowser chromium, FewScopesHost host) : IClassFixture<FewScopesHost>
{
    private const int PhoneWidth = 360;

    // The structure of a page does not depend on its colors, nor its colors on its width.
    private static readonly (string Name, ColorScheme Scheme, int Width, string[] Rules)[] s_views =
    [
        ("light", ColorScheme.Light, 1024, []),
        ("dark", ColorScheme.Dark, 1024, ["color-contrast"]),
        ("phone", ColorScheme.Light, PhoneWidth, ["target-size", "scrollable-region-focusable"]),
    ];

    [Fact]
    public async Task EveryPageShouldBeAccessibleInLightInDarkAndOnAPhone()
    {
        Account account = host.AddAccount("mia");
        await using Person person = await Person.OpenAsync(chromium, host.Address);
        await person.OpenAsync("/");
        await LookAsync(person, "connect");
        await person.OpenAsync("/atlassian");
        await LookAsync(person, "status-not-connected");
        await person.PressButtonAsync("Connect to Atlassian");
        await LookAsync(person, "consent");
        await person.SetAsync("site-1", false);
        await person.SetAsync("site-2", false);
        await person.PressButtonAsync("Accept");
        await person.SeeTextAsync("Choose at least one site.");
        await LookAsync(person, "consent-incomplete");
        await person.PressButtonAsync("Cancel");
        await person.SeeAsync("You did not connect");
        await LookAsync(person, "declined");

        await person.ConnectAsync("mia", "site-1", "site-2");
        await person.SeeAsync("Select a site");
        await LookAsync(person, "sites");
        await person.ChooseAsync("site-1");
        await person.PressButtonAsync("Use this site");
        await person.SeeAsync("More permissions needed");
        await LookAsync(person, "more-permissions");
        await person.PressButtonAsync("Continue to Atlassian");
        await person.ConsentAsync("mia", "site-1", "site-2");
        await person.SeeAsync("Your issues");
        await LookAsync(person, "issues");
        await person.OpenAsync("/atlassian");
        await person.SeeAsync("Your connection to Atlassian");
        await LookAsync(person, "status-connected");
        await person.OpenAsync("/atlassian/grants");
        await person.SeeAsync("Grants");
        await LookAsync(person, "grants");

        host.Atlassian.Authorization.Withdraw(host.Atlassian.App.ClientId, account.AccountId);
        await person.OpenAsync("/");
        await person.SeeTextAsync("Your connection to Atlassian has ended.");
        await LookAsync(person, "connect-again");
        await person.FollowAsync("Your connection");
        await person.SeeAsync("Your connection to Atlassian");
        await LookAsync(person, "status-lost");
        await person.OpenAsync("/atlassian/callback");
        await person.SeeAsync("The answer is incomplete");
        await LookAsync(person, "problem");
    }

    /// <summary>A consent replaces the scopes of earlier ones.</summary>
    [Fact]
    public async Task ConnectAgainShouldAskForThePermissionsThatWereAdded()
    {
        host.AddAccount("ben");
        await using Person person = await Person.OpenAsync(chromium, host.Address);
        await person.ConnectAsync("ben", "site-1");
        await person.SeeAsync("More permissions needed");
        await person.PressButtonAsync("Continue to Atlassian");
        await person.ConsentAsync("ben", "site-1");
        await person.SeeTextAsync("Issue of ben at site-1");

        await person.FollowAsync("Your connection");
        await person.PressButtonAsync("Connect again");
        await person.SeeTextAsync("View projects and issues in Jira");
        await person.ConsentAsync("ben", "site-1");
        await person.SeeAsync("Your connection to Atlassian");
        await person.FollowAsync("ConnectJira");
        await person.SeeTextAsync("Issue of ben at site-1");
    }

    private static async Task LookAsync(Person person, string name)
    {
        foreach ((string view, ColorScheme scheme, int width, string[] rules) in s_views)
        {
            await person.Page.EmulateMediaAsync(new PageEmulateMediaOptions { ColorScheme = scheme });
            await person.Page.SetViewportSizeAsync(width, 768);
            await person.TakePictureAsync($"{name}-{view}");
            Assert.True(
                await person.Page.EvaluateAsync<bool>("() => document.documentElement.scrollWidth <= document.documentElement.clientWidth"),
                $"The page '{name}' is wider than {width} pixels.");
            await person.CheckAccessibilityAsync(rules);
        }
    }
}
