using Leeway.Calls;
using Leeway.Grants;
using Leeway.Jira;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Leeway.AspNetCore.Tests.Documentation;

/// <summary>The recipes for users and their grants of <c>docs/cookbook.md</c>.</summary>
public sealed class UserRecipeTests : IAsyncDisposable
{
    private readonly RecipeWorld _world = new();

    public ValueTask DisposeAsync() => _world.DisposeAsync();

    [Fact]
    public async Task CallsShouldBeMadeForManyCustomers()
    {
        string[] customers = ["acme", "globex"];
        IServiceProvider services = await _world.BuildForUsersAsync(customers);
        IJiraClient jira = services.GetRequiredService<IJiraClient>();

        // Example: docs/cookbook.md#act-for-many-customers
        List<string> connected = [];
        foreach (string customer in customers)
        {
            IJiraClient theirs = jira.For(new GrantId(customer));
            User user = await theirs.Myself.GetCurrentUserAsync();
            connected.Add($"{customer}: {user.DisplayName}");
        }
        // End

        Assert.Equal(["acme: Mia of acme", "globex: Mia of globex"], connected);
    }

    [Fact]
    public async Task LostGrantShouldRaiseAnEvent()
    {
        TaskCompletionSource<GrantId> notified = new();
        Task NotifyAsync(GrantLost lost, CancellationToken cancellationToken)
        {
            notified.TrySetResult(lost.Grant);
            return Task.CompletedTask;
        }

        IAtlassianBuilder builder = _world.Register(_world.UseApp).AddJira();

        // Example: docs/cookbook.md#notice-that-a-user-has-to-consent-again
        builder.Services.AddSingleton<IGrantEvents>(new LostGrants(NotifyAsync));
        // End

        IServiceProvider services = _world.Build(builder);
        IAuthorizationCodeFlow flow = services.GetRequiredService<IAuthorizationCodeFlow>();
        AuthorizationRequest request = flow.Begin();
        await flow.CompleteAsync(request, _world.Consent(request.Address));
        _world.Atlassian.Authorization.Withdraw(_world.Atlassian.App.ClientId, _world.Atlassian.Account.AccountId);
        _world.Clock.Advance(TimeSpan.FromHours(2));
        await Assert.ThrowsAsync<ReauthorizationRequiredException>(() => services.GetRequiredService<IJiraClient>().Issues.GetIssueAsync("DEMO-1"));

        Assert.Equal(GrantId.Default, await notified.Task.WaitAsync(TimeSpan.FromSeconds(30)));
    }

    [Fact]
    public async Task LostGrantShouldBeNoticedInTheCall()
    {
        List<string> mails = [];
        Task SendMailAsync(string customer, GrantLossReason reason)
        {
            mails.Add($"{customer}: {reason}");
            return Task.CompletedTask;
        }

        IServiceProvider services = await _world.BuildForUsersAsync("acme");
        IJiraClient jira = services.GetRequiredService<IJiraClient>();
        _world.Atlassian.Authorization.Withdraw(_world.Atlassian.App.ClientId, "557058:acme");
        _world.Clock.Advance(TimeSpan.FromHours(2));

        // Example: docs/cookbook.md#notice-that-a-user-has-to-consent-again
        try
        {
            await jira.For(new GrantId("acme")).Issues.GetIssueAsync("DEMO-1");
        }
        catch (ReauthorizationRequiredException lost)
        {
            await SendMailAsync(lost.Grant.Value, lost.Loss.Reason);
        }
        // End

        Assert.Equal(["acme: Unknown"], mails);
    }

    [Fact]
    public async Task ScopeShouldBeAdded()
    {
        GrantId grant = new("acme");
        IServiceProvider services = await _world.BuildForUsersAsync(grant.Value);
        IJiraClient jira = services.GetRequiredService<IJiraClient>();
        IAuthorizationCodeFlow flow = services.GetRequiredService<IAuthorizationCodeFlow>();

        // Example: docs/cookbook.md#ask-a-user-for-another-scope
        AuthorizationRequest? consent = null;
        try
        {
            await jira.For(grant).IssueComments.AddCommentAsync("DEMO-1", "Shipped.");
        }
        catch (MissingScopeException missing)
        {
            consent = flow.Begin(additionalScopes: missing.ClassicScopes);
        }
        // End

        Uri callback = _world.Consent(consent!.Address);

        // Example: docs/cookbook.md#ask-a-user-for-another-scope
        await flow.CompleteAsync(consent, callback, grant);
        // End

        await jira.For(grant).IssueComments.AddCommentAsync("DEMO-1", "Shipped.");
    }

    [Fact]
    public async Task HealthShouldBeReported()
    {
        IAtlassianBuilder builder = _world.Register(_world.UseApp).AddJira();

        // Example: docs/cookbook.md#report-the-health-of-grants
        builder.Services.AddHealthChecks().AddAtlassianGrants(configure: options => options.RequiredGrants.Add(new GrantId("nightly-report")));
        // End

        IServiceProvider services = _world.Build(builder);
        IGrantKeeper keeper = services.GetRequiredService<IGrantKeeper>();

        // Example: docs/cookbook.md#report-the-health-of-grants
        GrantHealth health = await keeper.GetHealthAsync(new GrantId("nightly-report"));
        string message = $"{health.State} since {health.Since:d}. {health.Advice}";
        // End

        Assert.Equal(GrantState.NotGranted, health.State);
        Assert.EndsWith(health.Advice, message, StringComparison.Ordinal);
        HealthReport report = await services.GetRequiredService<HealthCheckService>().CheckHealthAsync();
        Assert.Equal(HealthStatus.Unhealthy, report.Status);
    }
}
