using Acme.Missing;
using Leeway.Calls;
using Leeway.Fields;
using Leeway.Jira;
using Leeway.Pages;
using Leeway.Queries;
using Leeway.Simulator.Faults;
using Leeway.Simulator.Limits;
using Leeway.Simulator.Wire;
using Microsoft.Extensions.DependencyInjection;

namespace Leeway.AspNetCore.Tests.Documentation;

/// <summary>The recipes for calls of <c>docs/cookbook.md</c>.</summary>
public sealed class CallRecipeTests : IAsyncDisposable
{
    private readonly RecipeWorld _world = new();

    public ValueTask DisposeAsync() => _world.DisposeAsync();

    [Fact]
    public async Task JobShouldStopUntilTheQuotaResets()
    {
        IServiceProvider services = await _world.BuildForUsersAsync("acme");
        IJiraClient jira = services.GetRequiredService<IJiraClient>().For(new("acme"));
        _world.Atlassian.Gateway.Limits.AppQuota = new PointsQuota { Points = 1000 };
        _world.Atlassian.Gateway.Limits.Spend("jira", _world.Atlassian.App.ClientId, _world.Site.CloudId, 1000, _world.Clock.GetUtcNow());
        List<string> imported = [];

        // Example: docs/cookbook.md#stop-at-a-rate-limit-and-continue-later
        DateTimeOffset? continueAt = null;
        try
        {
            await foreach (Issue issue in jira.IssueSearch.EnumerateIssuesAsync("project = DEMO ORDER BY key"))
            {
                imported.Add(issue.Id!);
            }
        }
        catch (RateLimitedException limit)
        {
            continueAt = limit.ResetsAt;
        }
        // End

        Assert.Empty(imported);
        Assert.True(continueAt > _world.Clock.GetUtcNow());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task IssueShouldBeCreatedOnce(bool wasCarriedOut)
    {
        IJiraClient jira = _world.Jira;
        string reference = "order-4711";
        SimulatedResponse timeout = SimulatedResponse.Html(504);
        _world.Atlassian.Faults.AddForOperation(wasCarriedOut ? Fault.InsteadAfterCommit(timeout) : Fault.Instead(timeout), "POST", "/rest/api/3/issue");

        // Example: docs/cookbook.md#repeat-a-write-whose-outcome-is-unknown
        IssueUpdate order = new()
        {
            Fields = new IssueFields { Project = new("OPS"), IssueType = new("Task"), Summary = "Replace the disk", Labels = [reference] },
        };
        try
        {
            await jira.Issues.CreateIssueAsync(order);
        }
        catch (LeewayException problem) when (problem is OutcomeUnknownException or NoResponseException { MayHaveTakenEffect: true } or CallTimeoutException)
        {
            Jql query = Jql.Query($"project = OPS AND labels = {reference}");
            if ((await jira.IssueSearch.SearchIssuesAsync(query)).Issues is not { Count: > 0 })
            {
                await jira.Issues.CreateIssueAsync(order);
            }
        }
        // End

        IssueSearchResults created = await jira.IssueSearch.SearchIssuesAsync("labels = order-4711");
        Assert.Single(created.Issues!);
        Assert.Equal(wasCarriedOut ? 1 : 2, _world.Atlassian.Requests.Count(static request => request.Operation?.Id == "createIssue"));
    }

    [Fact]
    public async Task OperationWithoutAClientShouldBeCalled()
    {
        IMissingClient missing = _world.Build(_world.Register(_world.UseToken).AddMissing()).GetRequiredService<IMissingClient>();

        // Example: docs/cookbook.md#call-an-operation-that-the-clients-lack
        ServerDetails server = await missing.Server.GetServerAsync();
        Console.WriteLine(server.ServerTitle);
        // End

        Assert.NotEmpty(server.ServerTitle!);
    }

    [Fact]
    public async Task CookbookShouldShowTheDocumentOfThatOperation()
    {
        string document = await File.ReadAllTextAsync(Path.Combine(Repository.Root, "tests/AspNetCore.Tests/Documentation/missing.json"));

        Assert.Equal(document, Assert.Single(MarkdownPage.Read("docs/cookbook.md").Code, static code => code.Language == "json").Text);
    }
}
