using System.Net;
using Leeway.AspNetCore.Tests.Hosting;
using Leeway.Grants;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace Leeway.AspNetCore.Tests.Operators;

public sealed class OperatorTests
{
    private static readonly TestSetup s_operators = new() { SignIn = static options => options.OperatorPolicy = "operators" };

    [Fact]
    public async Task ListShouldNotExistWithoutAPolicy()
    {
        await using TestApplication application = await TestApplication.StartAsync();
        using Browser browser = await application.SignInAsync("operator");

        Assert.Equal(HttpStatusCode.NotFound, (await browser.GetAsync("/atlassian/grants")).Status);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task ListShouldBeForOperatorsOnly(bool isAnonymousAllowed)
    {
        await using TestApplication application = await TestApplication.StartAsync(new TestSetup
        {
            SignIn = s_operators.SignIn,
            SignInEndpoints = isAnonymousAllowed ? static endpoints => endpoints.AllowAnonymous() : null,
        });
        using Browser browser = application.OpenBrowser();

        Assert.StartsWith("https://app.example/Account/Login", (await browser.GetAsync("/atlassian/grants")).Location, StringComparison.Ordinal);
        await browser.SignInAsync("ada");
        Assert.StartsWith("https://app.example/Account/AccessDenied", (await browser.GetAsync("/atlassian/grants")).Location, StringComparison.Ordinal);
        await browser.SignInAsync("operator");
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync("/atlassian/grants")).Status);
    }

    [Fact]
    public async Task ListShouldHaveGrantsByHealthAndCounts()
    {
        LossSignal loss = new();
        await using TestApplication application = await TestApplication.StartAsync(new TestSetup
        {
            SignIn = s_operators.SignIn,
            Services = services => services.AddSingleton<IGrantEvents>(loss),
        });
        using Browser ada = application.OpenBrowser();
        using Browser bob = application.OpenBrowser();
        await ada.SignInAsync("ada");
        await bob.SignInAsync("<b>bob</b>");
        await ada.ConnectAsync();
        application.UseAccount("bob");
        await bob.ConnectAsync();
        application.Clock.Advance(TimeSpan.FromHours(2));
        await ada.GetAsync("/me");
        application.Atlassian.Authorization.Withdraw("client", "557058:bob");
        await bob.GetAsync("/me");
        using Browser browser = await application.SignInAsync("operator");

        GrantCounts counts = application.Services.GetRequiredService<GrantCounts>();
        await loss.Task;
        WebAnswer page = await browser.GetAsync("/atlassian/grants");

        Assert.Contains("<caption>Lost: 1</caption>", page.Text, StringComparison.Ordinal);
        Assert.Contains("<caption>Alive: 1</caption>", page.Text, StringComparison.Ordinal);
        Assert.True(page.Text.IndexOf("Lost: 1", StringComparison.Ordinal) < page.Text.IndexOf("Alive: 1", StringComparison.Ordinal));
        Assert.Contains("<th scope=\"row\">user:Cookies/ada</th>", page.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("<b>bob</b>", page.Text, StringComparison.Ordinal);
        Assert.Contains($"<dt>Rotations</dt>\n<dd>{counts.Rotations}</dd>", page.Text, StringComparison.Ordinal);
        Assert.Contains("<dt>Losses</dt>\n<dd>1</dd>", page.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task MissingPolicyShouldBeAnErrorThatSaysWhatToDo()
    {
        await using TestApplication application = await TestApplication.StartAsync(new TestSetup { SignIn = static options => options.OperatorPolicy = "admins" });
        using Browser browser = application.OpenBrowser();

        InvalidOperationException exception = await Assert.ThrowsAsync<InvalidOperationException>(() => browser.GetAsync("/atlassian/grants"));
        Assert.Contains("AddPolicy(\"admins\"", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ListShouldHaveOnlyTheGrantsOfTheRegistration()
    {
        List<Grant> grants = [];
        foreach (string id in (string[])["ada", "client:a/ada", "client:a/b", "client:ab/ada"])
        {
            grants.Add(CreateGrant(id));
        }

        Assert.Equal(["ada"], await ListAsync(grants, ""));
        Assert.Equal(["ada", "b"], await ListAsync(grants, GrantList.GetPrefix("x", "a")));
        Assert.Equal(["ada"], await ListAsync(grants, GrantList.GetPrefix("x", "ab")));
    }

    [Fact]
    public async Task LongListShouldBeCountedAndCut()
    {
        InMemoryGrantStore store = new(TimeProvider.System);
        for (int i = 0; i < GrantList.MaxListed + 5; i++)
        {
            await store.TrySwapAsync(CreateGrant($"user-{i}"), null);
        }

        GrantList list = await GrantList.ReadAsync(store, "", new GrantOptions(), DateTimeOffset.UnixEpoch, CancellationToken.None);

        GrantState state = Assert.Single(list.States);
        Assert.Equal(GrantList.MaxListed + 5, list.Count(state));
        Assert.Equal(GrantList.MaxListed, list.List(state).Count);
    }

    /// <summary>Completes when a grant is lost, after the handlers of the application.</summary>
    private sealed class LossSignal : IGrantEvents
    {
        private readonly TaskCompletionSource _source = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Task => _source.Task;

        public ValueTask HandleAsync(GrantEvent grantEvent, CancellationToken cancellationToken)
        {
            if (grantEvent is GrantLost)
            {
                _source.TrySetResult();
            }

            return ValueTask.CompletedTask;
        }
    }

    private static async Task<string[]> ListAsync(IEnumerable<Grant> grants, string prefix)
    {
        InMemoryGrantStore store = new(TimeProvider.System);
        foreach (Grant grant in grants)
        {
            await store.TrySwapAsync(grant, null);
        }

        GrantList list = await GrantList.ReadAsync(store, prefix, new GrantOptions(), DateTimeOffset.UnixEpoch, CancellationToken.None);
        return [.. list.States.SelectMany(list.List).Select(static health => health.Grant.Value).Order()];
    }

    private static Grant CreateGrant(string id) => new()
    {
        Id = new GrantId(id),
        Version = 1,
        Family = "f",
        AccessToken = new AccessToken("a"),
        RefreshToken = new RefreshToken("r"),
        AccessTokenExpiresAt = DateTimeOffset.UnixEpoch.AddHours(1),
        FamilyStartedAt = DateTimeOffset.UnixEpoch,
        RotatedAt = DateTimeOffset.UnixEpoch,
    };
}
