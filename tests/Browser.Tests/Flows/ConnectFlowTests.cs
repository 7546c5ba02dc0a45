using Leeway.Browser.Tests.Hosting;
using Leeway.Simulator.Authorization;

namespace Leeway.Browser.Tests.Flows;

public sealed class ConnectFlowTests(ChromiumBrowser chromium, SampleHost host) : IClassFixture<SampleHost>
{
    [Fact]
    public async Task ConnectShouldLeadToTheIssuesOfTheUser()
    {
        host.AddAccount("mia");
        await using Person person = await Person.OpenAsync(chromium, host.Address);

        await person.ConnectAsync("mia", "site-1");

        await person.SeeAsync("Your issues");
        await person.SeeTextAsync("Issue of mia at site-1");
        Assert.Equal(host.Address.AbsoluteUri, person.Page.Url);
    }

    [Fact]
    public async Task RefusalShouldChangeNothing()
    {
        await using Person person = await Person.OpenAsync(chromium, host.Address);
        await person.OpenAsync("/");
        await person.PressButtonAsync("Continue to Atlassian");
        await person.SeeAsync("ConnectJira requests access to your Atlassian account");

        await person.PressButtonAsync("Cancel");

        await person.SeeAsync("You did not connect");
        await person.FollowAsync("Your connection");
        await person.SeeAsync("Your connection to Atlassian");
        await person.SeeTextAsync("Connect to begin.");
        await person.FollowAsync("ConnectJira");
        await person.SeeAsync("Connect to Atlassian");
    }

    [Fact]
    public async Task ChoiceWithoutASiteShouldShowTheConsentPageAgain()
    {
        host.AddAccount("ben");
        await using Person person = await Person.OpenAsync(chromium, host.Address);

        await person.ConnectAsync("ben");

        await person.SeeTextAsync("Choose at least one site.");
        await person.ConsentAsync("ben", "site-2");
        await person.SeeAsync("Your issues");
        await person.SeeTextAsync("Issue of ben at site-2");
    }

    [Fact]
    public async Task UserShouldPickOneOfSeveralSitesAndChangeIt()
    {
        host.AddAccount("cleo");
        await using Person person = await Person.OpenAsync(chromium, host.Address);
        await person.ConnectAsync("cleo", "site-1", "site-2");
        await person.SeeAsync("Select a site");

        await person.ChooseAsync("site-2");
        await person.PressButtonAsync("Use this site");

        await person.SeeAsync("Your issues");
        await person.SeeTextAsync("Issue of cleo at site-2");
        await person.FollowAsync("Your connection");
        await person.FollowAsync("Select a site");
        await person.ChooseAsync("site-1");
        await person.PressButtonAsync("Use this site");
        await person.SeeAsync("Your connection to Atlassian");
        await person.FollowAsync("ConnectJira");
        await person.SeeTextAsync("Issue of cleo at site-1");
    }

    [Fact]
    public async Task UserShouldReconnectAfterTheGrantIsLost()
    {
        Account account = host.AddAccount("dana");
        await using Person person = await Person.OpenAsync(chromium, host.Address);
        await person.ConnectAsync("dana", "site-1");
        await person.SeeAsync("Your issues");

        host.Atlassian.Authorization.Withdraw(host.Atlassian.App.ClientId, account.AccountId);
        await person.Page.ReloadAsync();

        await person.SeeAsync("Connect to Atlassian");
        await person.SeeTextAsync("Your connection to Atlassian has ended.");
        await person.PressButtonAsync("Continue to Atlassian");
        await person.ConsentAsync("dana", "site-1");
        await person.SeeAsync("Your issues");
        await person.SeeTextAsync("Issue of dana at site-1");
    }

    [Fact]
    public async Task DisconnectShouldEndTheAccess()
    {
        host.AddAccount("eve");
        await using Person person = await Person.OpenAsync(chromium, host.Address);
        await person.ConnectAsync("eve", "site-1");
        await person.SeeAsync("Your issues");
        await person.FollowAsync("Your connection");

        await person.PressButtonAsync("Disconnect");

        await person.SeeTextAsync("Connect to begin.");
        await person.SeeAsync("Your connection to Atlassian");
        await person.Page.GoBackAsync();
        await person.SeeTextAsync("Connect to begin.");
        await person.Page.GoBackAsync();
        await person.SeeAsync("Connect to Atlassian");
        Assert.False(await person.HasTextAsync("Issue of eve"));
    }
}
