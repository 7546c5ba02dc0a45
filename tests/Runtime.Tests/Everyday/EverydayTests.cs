using Leeway.Confluence;
using Leeway.Fields;
using Leeway.Jira;
using Leeway.Queries;
using Leeway.RichText;
using Leeway.Simulator;
using Leeway.Simulator.Gateway;
using Leeway.Simulator.Site;
using Microsoft.Extensions.DependencyInjection;
using static Leeway.RichText.Adf;

namespace Leeway.Runtime.Tests.Everyday;

/// <summary>
/// What applications do all day, in as few lines as the guides promise: each method that begins with <c>User</c> is the code of a user, one
/// statement or member a line.
/// </summary>
public sealed class EverydayTests : IDisposable
{
    private readonly AtlassianSimulator _atlassian = new();
    private readonly ServiceProvider _services;
    private readonly string _points;
    private readonly string _severity;

    public EverydayTests()
    {
        SimulatedJira site = _atlassian.Sites[0].Jira;
        _points = site.AddField("Story Points", CustomFieldType.Number);
        _severity = site.AddField("Severity", CustomFieldType.Select, "Low", "High");
        _atlassian.Sites[0].Tasks.Duration = TimeSpan.Zero;
        _atlassian.ApiTokens = [new SimulatedApiToken { Value = "token", Account = _atlassian.Account }];
        _services = new ServiceCollection()
            .AddAtlassian(options =>
            {
                options.Site = _atlassian.SiteOrigin.ToString();
                options.Login = AtlassianLogin.ApiToken(_atlassian.Account.Email, "token");
            })
            .UseTransport(_ => new SimulatorHandler(_atlassian))
            .AddJira()
            .AddConfluence()
            .Services.BuildServiceProvider();
    }

    private IJiraClient Jira => _services.GetRequiredService<IJiraClient>();

    private IConfluenceClient Confluence => _services.GetRequiredService<IConfluenceClient>();

    [Fact]
    public async Task IssueWithRichTextAndCustomFieldsShouldBeCreatedInEightLines()
    {
        string key = await UserCreatesAnIssueAsync(Jira, _points, _severity);

        Issue issue = await Jira.Issues.GetIssueAsync(key);
        Assert.Equal(("The printer is on fire", "See the log."), (issue.Fields!.Summary, issue.Fields.Description!.ToPlainText().Trim()));
        Assert.Equal((5, "High"), (issue.Fields.Get<double?>(_points), issue.Fields.Get<FieldOption>(_severity)!.Value));
    }

    [Fact]
    public async Task IssuesShouldBeSearchedAndReadInFiveLines()
    {
        await UserCreatesAnIssueAsync(Jira, _points, _severity);

        List<string> lines = await UserSearchesAsync(Jira, "DEMO", _points).ToListAsync(TestContext.Current.CancellationToken);

        Assert.Contains(lines, static line => line.EndsWith(": The printer is on fire, To Do, Task, Medium, 5", StringComparison.Ordinal));
    }

    [Fact]
    public async Task IssueShouldBeTransitionedByNameInOneLine()
    {
        await UserTransitionsAsync(Jira, "DEMO-1");

        Assert.Equal("Done", (await Jira.Issues.GetIssueAsync("DEMO-1")).Fields!.Status!.Name);
    }

    [Fact]
    public async Task IssuesShouldBeEditedTogetherInFourLines()
    {
        BulkOperationProgress? done = await UserEditsInBulkAsync(Jira, ["DEMO-1", "DEMO-2"]);

        Assert.Equal(2, done!.TotalIssueCount);
        Assert.Contains("checked", (await Jira.Issues.GetIssueAsync("DEMO-2")).Fields!.Labels!);
    }

    [Fact]
    public async Task PageShouldBeCreatedAndUpdatedInThreeLines()
    {
        var space = (await Confluence.Space.GetSpacesAsync()).Results![0];
        await UserWritesAPageAsync(Confluence, space.Id!, "First");
        await UserWritesAPageAsync(Confluence, space.Id!, "Second");

        var page = await Confluence.Page.GetPageByTitleAsync(space.Id!, "Release notes");
        Assert.Equal(2, page!.Version!.Number);
    }

    [Theory]
    [InlineData(nameof(UserCreatesAnIssueAsync), 8)]
    [InlineData(nameof(UserSearchesAsync), 5)]
    [InlineData(nameof(UserTransitionsAsync), 1)]
    [InlineData(nameof(UserEditsInBulkAsync), 4)]
    [InlineData(nameof(UserWritesAPageAsync), 3)]
    public void CodeOfTheUserShouldBeShort(string method, int maxLines)
    {
        string[] source = System.IO.File.ReadAllLines(Path.Combine(Repository.Root, "tests", "Runtime.Tests", "Everyday", "EverydayTests.cs"));
        int lines = source
            .SkipWhile(line => !(line.StartsWith("    private static ", StringComparison.Ordinal) && line.Contains($" {method}(", StringComparison.Ordinal)))
            .Skip(1)
            .TakeWhile(static line => line is "" or "    {" || line.StartsWith("        ", StringComparison.Ordinal))
            .Count(static line => line.StartsWith("        ", StringComparison.Ordinal));

        Assert.InRange(lines, 1, maxLines);
    }

    public void Dispose() => _services.Dispose();

    private static async Task<string> UserCreatesAnIssueAsync(IJiraClient jira, string points, string severity)
    {
        var fields = new IssueFields
        {
            Project = new("DEMO"), IssueType = new("Task"), Summary = "The printer is on fire",
            Description = AdfDocument.Of(Paragraph("See ", Strong("the log"), ".")),
        };
        fields.Set(points, 5);
        fields.Set(severity, new FieldOption("High"));
        return (await jira.Issues.CreateIssueAsync(new IssueUpdate { Fields = fields })).Key!;
    }

    private static async IAsyncEnumerable<string> UserSearchesAsync(IJiraClient jira, string project, string points)
    {
        await foreach (Issue issue in jira.IssueSearch.EnumerateIssuesAsync(Jql.Query($"project = {project}"), fields: ["summary", "status", "issuetype", "priority", points]))
        {
            IssueFields fields = issue.Fields!;
            yield return $"{issue.Key}: {fields.Summary}, {fields.Status!.Name}, {fields.IssueType!.Name}, {fields.Priority!.Name}, {fields.Get<double?>(points)}";
        }
    }

    private static Task UserTransitionsAsync(IJiraClient jira, string issue) =>
        jira.Issues.TransitionIssueAsync(issue, "Done");

    private static async Task<BulkOperationProgress?> UserEditsInBulkAsync(IJiraClient jira, string[] issues)
    {
        var labels = new JiraLabelsField { FieldId = "labels", BulkEditMultiSelectFieldOption = "ADD", Labels = [new() { Name = "checked" }] };
        var edit = new IssueBulkEditPayload { SelectedIssueIdsOrKeys = issues, SelectedActions = ["labels"], EditedFieldsInput = new() { LabelsFields = [labels] } };
        IIssueBulkOperationsApi bulk = jira.IssueBulkOperations;
        return await bulk.ToLongTask(await bulk.SubmitBulkEditAsync(edit)).WaitForCompletionAsync();
    }

    private static Task<Page> UserWritesAPageAsync(IConfluenceClient confluence, string spaceId, string text) =>
        confluence.Page.CreateOrUpdatePageAsync(spaceId, "Release notes", AdfDocument.Of(Paragraph(text)));
}
