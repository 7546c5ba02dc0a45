using System.Security.Cryptography;
using Leeway.Calls;
using Leeway.Fields;
using Leeway.Grants;
using Leeway.Jira;
using Leeway.Queries;
using Leeway.Simulator;
using Leeway.Simulator.Site;
using Microsoft.Extensions.DependencyInjection;

namespace Leeway.AspNetCore.Tests.Documentation;

/// <summary>The code of the pages about migrations.</summary>
public sealed class MigrationTests : IAsyncDisposable
{
    private readonly RecipeWorld _world = new();

    public ValueTask DisposeAsync() => _world.DisposeAsync();

    [Fact]
    public async Task StoredTokensShouldBecomeAGrantWithoutAConsent()
    {
        string customer = "acme";
        IServiceProvider old = await _world.BuildForUsersAsync(customer);
        Grant stored = (await old.GetRequiredService<IGrantStore>().FindAsync(new GrantId(customer)))!;
        (string accessToken, string refreshToken) = (stored.AccessToken.Reveal(), stored.RefreshToken!.Reveal());
        (DateTimeOffset consentedAt, DateTimeOffset refreshedAt) = (stored.FamilyStartedAt, stored.RotatedAt);
        IReadOnlyList<string> scopes = stored.Scopes;
        IServiceProvider services = await _world.BuildForUsersAsync();

        // Example: docs/migration-persistent-tokens.md#3-import-the-tokens
        IGrantStore store = services.GetRequiredService<IGrantStore>();
        Grant grant = new()
        {
            Id = new GrantId(customer),
            Version = RandomNumberGenerator.GetInt32(int.MaxValue),
            Family = Guid.NewGuid().ToString("N"),
            AccessToken = new AccessToken(accessToken),
            AccessTokenExpiresAt = refreshedAt,
            RefreshToken = new RefreshToken(refreshToken),
            FamilyStartedAt = consentedAt,
            RotatedAt = refreshedAt,
            Scopes = scopes,
        };
        bool isImported = await store.TrySwapAsync(grant, expectedVersion: null);
        // End

        Assert.True(isImported);
        int exchanges = _world.Atlassian.Authorization.Exchanges;

        // Example: docs/migration-persistent-tokens.md#4-prove-it
        IJiraClient jira = services.GetRequiredService<IJiraClient>();
        User user = await jira.For(new GrantId(customer)).Myself.GetCurrentUserAsync();
        GrantHealth health = await services.GetRequiredService<IGrantKeeper>().GetHealthAsync(new GrantId(customer));
        Console.WriteLine($"{customer}: {user.DisplayName}, {health.State}");
        // End

        Assert.Equal(("Mia of acme", GrantState.Alive), (user.DisplayName, health.State));
        Assert.Equal(exchanges + 1, _world.Atlassian.Authorization.Exchanges);
        Assert.False(await store.TrySwapAsync(grant, expectedVersion: null));
    }

    [Fact]
    public async Task CodeOfAtlassianSdkShouldHaveASuccessor()
    {
        await using SimulatorHost host = await SimulatorHost.StartAsync(_world.Atlassian);
        string severity = _world.Site.Jira.AddField("Impact on users", CustomFieldType.Select, "Low", "High");
        AtlassianOptions options = new();
        _world.UseToken(options);
        string site = options.Site!;
        (string email, string token) = (_world.Atlassian.Account.Email, _world.Atlassian.ApiTokens[0].Value);

        // Example: docs/migration-atlassian-sdk.md#the-same-program
        await using AtlassianConnection connection = AtlassianConnection.Open(new AtlassianOptions
        {
            Site = site,
            Login = AtlassianLogin.ApiToken(email, token),
        });
        JiraClient jira = new(connection.Caller);

        Issue issue = await jira.Issues.GetIssueAsync("DEMO-1");
        issue.Fields!.Summary = "The printer is on fire";
        issue.Fields.Set(severity, new FieldOption("High"));
        await jira.Issues.EditIssueAsync("DEMO-1", new IssueUpdate { Fields = issue.Fields });
        await jira.IssueComments.AddCommentAsync("DEMO-1", "Extinguished.");
        await jira.Issues.TransitionIssueAsync("DEMO-1", "Done");
        // End

        IssueFields changed = (await jira.Issues.GetIssueAsync("DEMO-1")).Fields!;
        Assert.Equal(("The printer is on fire", "High", "Done"), (changed.Summary, changed.Get<FieldOption>(severity)!.Value, changed.Status!.Name));

        string name = "Demonstration";

        // Example: docs/migration-atlassian-sdk.md#queries
        List<string> keys = [];
        Jql query = Jql.Query($"project = {name} AND status = Done ORDER BY created");
        await foreach (Issue found in jira.IssueSearch.EnumerateIssuesAsync(query, fields: ["summary"]))
        {
            keys.Add(found.Key!);
        }
        // End

        Assert.Equal(["DEMO-1"], keys);
    }
}
