using Leeway.Browser.Tests.Hosting;
using Leeway.Simulator.Authorization;

namespace Leeway.Browser.Tests.Flows;

public sealed class SeveralBrowserTests(ChromiumBrowser chromium, SampleHost host) : IClassFixture<SampleHost>
{
    [Fact]
    public async Task TwoUsersShouldSeeTheirOwnIssues()
    {
        host.AddAccount("mia");
        host.AddAccount("ben");
        await using Person mia = await Person.OpenAsync(chromium, host.Address);
        await using Person ben = await Person.OpenAsync(chromium, host.Address);
        await mia.ConnectAsync("mia", "site-1");
        await ben.ConnectAsync("ben", "site-1");

        await mia.SeeTextAsync("Issue of mia at site-1");
        await ben.SeeTextAsync("Issue of ben at site-1");
        Assert.False(await mia.HasTextAsync("Issue of ben"));
        Assert.False(await ben.HasTextAsync("Issue of mia"));

        await mia.FollowAsync("Your connection");
        await mia.PressButtonAsync("Disconnect");
        await mia.SeeTextAsync("Connect to begin.");
        await ben.Page.ReloadAsync();
        await ben.SeeTextAsync("Issue of ben at site-1");
    }

    [Fact]
    public async Task ReplayedCallbackShouldBeRefusedAndChangeNothing()
    {
        host.AddAccount("cleo");
        await using Person person = await Person.OpenAsync(chromium, host.Address);
        await person.ConnectAsync("cleo", "site-1");
        await person.SeeAsync("Your issues");

        await person.Page.GotoAsync(Assert.Single(person.Callbacks));

        await person.SeeAsync("This sign-in is not known");
        await person.OpenAsync("/");
        await person.SeeTextAsync("Issue of cleo at site-1");
    }

    [Fact]
    public async Task CallbackOfAnotherBrowserShouldBeRefused()
    {
        Account account = host.AddAccount("dana");
        await using Person mallory = await Person.OpenAsync(chromium, host.Address);
        await using Person victim = await Person.OpenAsync(chromium, host.Address);

        // Mallory consents, but does not open the callback, so the code in it is not used.
        await mallory.OpenAsync("/");
        await mallory.PressButtonAsync("Continue to Atlassian");
        await mallory.SeeAsync("ConnectJira requests access to your Atlassian account");
        string callback = host.Consent(account, new Uri(mallory.Page.Url));

        await victim.Page.GotoAsync(callback);

        await victim.SeeAsync("This sign-in is not known");
        await victim.OpenAsync("/");
        await victim.SeeAsync("Connect to Atlassian");
        await mallory.Page.GotoAsync(callback);
        await mallory.SeeAsync("Select a site");
    }

    [Fact]
    public async Task BackButtonShouldNotConnectTwice()
    {
        host.AddAccount("eve");
        await using Person person = await Person.OpenAsync(chromium, host.Address);
        await person.ConnectAsync("eve", "site-1");
        await person.SeeAsync("Your issues");
        int families = host.Atlassian.Authorization.Families.Count;

        await person.Page.GoBackAsync();
        await person.ConsentAsync("eve", "site-1");

        await person.SeeAsync("This sign-in is not known");
        Assert.Equal(families, host.Atlassian.Authorization.Families.Count);
        await person.FollowAsync("Your connection");
        await person.SeeTextAsync("No action needed.");
    }
}
