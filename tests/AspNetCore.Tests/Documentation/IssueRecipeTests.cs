using System.Text;
using Leeway.Fields;
using Leeway.Jira;
using Leeway.Queries;
using Leeway.RichText;
using Leeway.Simulator.Site;
using Leeway.Simulator.Wire;
using Leeway.Tasks;

namespace Leeway.AspNetCore.Tests.Documentation;

/// <summary>The recipes for issues of <c>docs/cookbook.md</c>.</summary>
public sealed class IssueRecipeTests : IAsyncDisposable
{
    private readonly RecipeWorld _world = new();

    public ValueTask DisposeAsync() => _world.DisposeAsync();

    [Fact]
    public async Task IssueShouldBeCreatedWithACustomField()
    {
        IJiraClient jira = _world.Jira;
        string severity = _world.Site.Jira.AddField("Impact on users", CustomFieldType.Select, "Low", "High");

        // Example: docs/cookbook.md#create-an-issue-with-a-custom-field
        IssueFields fields = new()
        {
            Project = new("DEMO"),
            IssueType = new("Bug"),
            Summary = "The printer is on fire",
            Description = AdfDocument.FromMarkdown("Smoke comes out of **tray 2**."),
        };
        fields.Set(severity, new FieldOption("High"));
        CreatedIssue created = await jira.Issues.CreateIssueAsync(new IssueUpdate { Fields = fields });
        // End

        Issue issue = await jira.Issues.GetIssueAsync(created.Key!);
        Assert.Equal("High", issue.Fields!.Get<FieldOption>(severity)!.Value);
        Assert.Equal("Smoke comes out of tray 2.", issue.Fields.Description!.ToPlainText().Trim());
    }

    [Fact]
    public async Task OnlyAssignedFieldsShouldBeChanged()
    {
        IJiraClient jira = _world.Jira;

        // Example: docs/cookbook.md#change-some-fields-of-an-issue
        Issue issue = await jira.Issues.GetIssueAsync("DEMO-1", fields: ["summary", "labels"]);
        issue.Fields!.Labels = [.. issue.Fields.Labels ?? [], "urgent"];
        await jira.Issues.EditIssueAsync("DEMO-1", new IssueUpdate { Fields = issue.Fields });
        // End

        Assert.Equal(["hardware", "printer", "urgent"], (await jira.Issues.GetIssueAsync("DEMO-1")).Fields!.Labels!.Order());
        SimulatedRequest edit = _world.Atlassian.Requests.Single(static request => request.Operation?.Id == "editIssue");
        Assert.DoesNotContain("summary", Encoding.UTF8.GetString(edit.Body.Span), StringComparison.Ordinal);
    }

    [Fact]
    public async Task AllPagesOfASearchShouldBeRead()
    {
        IJiraClient jira = _world.Jira;
        string project = "DEMO";
        string text = "printer";

        // Example: docs/cookbook.md#search-for-issues
        List<string> found = [];
        Jql query = Jql.Query($"project = {project} AND summary ~ {text} ORDER BY created DESC");
        await foreach (Issue issue in jira.IssueSearch.EnumerateIssuesAsync(query, fields: ["summary", "status"]))
        {
            found.Add($"{issue.Key}: {issue.Fields?.Summary} ({issue.Fields?.Status?.Name})");
        }
        // End

        Assert.Equal(["DEMO-2: Choose a new printer (To Do)", "DEMO-1: The printer on the third floor is offline (To Do)"], found);
    }

    [Fact]
    public async Task CommentShouldMentionAUser()
    {
        IJiraClient jira = _world.Jira;

        // Example: docs/cookbook.md#mention-somebody-in-a-comment
        User grace = await jira.UserSearch.FindUserByEmailAsync("grace@example.com")
            ?? throw new InvalidOperationException("There is no such user, or the profile hides the address.");
        AdfDocument text = AdfDocument.Of(Adf.Paragraph(Adf.Mention(grace.AccountId!), ", can you look at this?"));
        await jira.IssueComments.AddCommentAsync("DEMO-1", new Comment { Body = text });
        // End

        PageOfComments comments = await jira.IssueComments.GetCommentsAsync("DEMO-1");
        Assert.Equal(grace.AccountId, Assert.Single(comments.Comments![^1].Body!.Descendants().OfType<AdfMention>()).Id);
    }

    [Fact]
    public async Task IssueShouldBeMovedToAnotherStatus()
    {
        IJiraClient jira = _world.Jira;

        // Example: docs/cookbook.md#move-an-issue-to-another-status
        try
        {
            await jira.Issues.TransitionIssueAsync("DEMO-1", "Done");
        }
        catch (TransitionNotAvailableException problem)
        {
            Console.WriteLine($"From here, the issue can go to: {string.Join(", ", problem.Available)}");
        }
        // End

        Assert.Equal("Done", (await jira.Issues.GetIssueAsync("DEMO-1")).Fields!.Status!.Name);
    }

    [Fact]
    public async Task FileShouldBeAttached()
    {
        IJiraClient jira = _world.Jira;
        string path = Path.Combine(_world.Folder, "error 49.log");
        await File.WriteAllTextAsync(path, "49.4C02");

        // Example: docs/cookbook.md#attach-a-file
        await jira.IssueAttachments.AddAttachmentAsync("DEMO-1", FileUpload.FromFile(path));
        // End

        Assert.Equal(("error 49.log", 7L), Assert.Single(_world.Site.Jira.Attachments.Select(static attachment => (attachment.FileName, attachment.Content.Length))));
    }

    [Fact]
    public async Task AttachmentsShouldBeDownloaded()
    {
        IJiraClient jira = _world.Jira;
        string folder = _world.Folder;
        SimulatedAttachment expected = _world.Site.Jira.AddAttachment("DEMO-1", "../error.log", SimulatedContent.Of("49.4C02"u8.ToArray()));

        // Example: docs/cookbook.md#download-the-attachments-of-an-issue
        Issue issue = await jira.Issues.GetIssueAsync("DEMO-1", fields: ["attachment"]);
        foreach (IssueAttachment attachment in issue.Fields?.Attachments ?? [])
        {
            await using DownloadStream content = await jira.IssueAttachments.GetAttachmentContentAsync(attachment.Id!).AsDownloadAsync();
            await using FileStream file = File.Create(Path.Combine(folder, $"{attachment.Id} {content.FileName}"));
            await content.CopyToAsync(file);
        }
        // End

        string written = Assert.Single(Directory.EnumerateFiles(folder));
        Assert.StartsWith(expected.Id, Path.GetFileName(written), StringComparison.Ordinal);
        Assert.Equal("49.4C02", await File.ReadAllTextAsync(written));
    }

    [Fact]
    public async Task WorkShouldBeLogged()
    {
        IJiraClient jira = _world.Jira;

        // Example: docs/cookbook.md#log-work
        await jira.IssueWorklogs.AddWorklogAsync("DEMO-1", new Worklog
        {
            TimeSpentSeconds = (long)TimeSpan.FromMinutes(90).TotalSeconds,
            Started = DateTimeOffset.UtcNow.AddMinutes(-90),
            Comment = AdfDocument.FromText("Replaced the fuser."),
        });
        // End

        PageOfWorklogs worklogs = await jira.IssueWorklogs.GetWorklogsAsync("DEMO-1");
        Assert.Equal((5400L, "Replaced the fuser."), Assert.Single(worklogs.Worklogs!.Select(static log => (log.TimeSpentSeconds!.Value, log.Comment!.ToPlainText().Trim()))));
    }

    [Fact]
    public async Task IssuesShouldBeLinked()
    {
        IJiraClient jira = _world.Jira;

        // Example: docs/cookbook.md#link-two-issues
        await jira.IssueLinks.LinkIssuesAsync(new LinkIssuesRequest
        {
            Type = new IssueLinkType { Name = "Blocks" },
            InwardIssue = new LinkedIssue { Key = "DEMO-1" },
            OutwardIssue = new LinkedIssue { Key = "DEMO-2" },
        });
        // End

        IssueFieldLink link = Assert.Single((await jira.Issues.GetIssueAsync("DEMO-1")).Fields!.IssueLinks!);
        Assert.Equal(("blocks", "DEMO-2"), (link.Type!.Outward, link.OutwardIssue!.Key));
    }

    [Fact]
    public async Task IssuesShouldBeEditedTogether()
    {
        IJiraClient jira = _world.Jira;

        // Example: docs/cookbook.md#edit-many-issues-and-wait
        IssueBulkEditPayload edit = new()
        {
            SelectedIssueIdsOrKeys = ["DEMO-1", "DEMO-2"],
            SelectedActions = ["labels"],
            EditedFieldsInput = new()
            {
                LabelsFields = [new() { FieldId = "labels", BulkEditMultiSelectFieldOption = "ADD", Labels = [new() { Name = "checked" }] }],
            },
        };
        IIssueBulkOperationsApi bulk = jira.IssueBulkOperations;
        LongTask<BulkOperationProgress> task = bulk.ToLongTask(await bulk.SubmitBulkEditAsync(edit));
        BulkOperationProgress? done = await task.WaitForCompletionAsync();
        // End

        Assert.Equal(2, done!.TotalIssueCount);
        Assert.Contains("checked", (await jira.Issues.GetIssueAsync("DEMO-2")).Fields!.Labels!);
    }

    [Fact]
    public async Task HistoryShouldBeRead()
    {
        IJiraClient jira = _world.Jira;
        await jira.Issues.TransitionIssueAsync("DEMO-1", "Done");

        // Example: docs/cookbook.md#read-the-history-of-an-issue
        List<string> history = [];
        await foreach (Changelog change in jira.Issues.EnumerateChangelogsAsync("DEMO-1"))
        {
            foreach (ChangeDetails item in change.Items ?? [])
            {
                history.Add($"{change.Author?.DisplayName}: {item.Field} from '{item.FromString}' to '{item.ToStringValue}'");
            }
        }
        // End

        Assert.Contains("Ada Example: status from 'To Do' to 'Done'", history);
    }

    [Fact]
    public async Task IssueShouldBeAssignedByAddress()
    {
        IJiraClient jira = _world.Jira;

        // Example: docs/cookbook.md#assign-an-issue-by-e-mail-address
        if (await jira.UserSearch.FindUserByEmailAsync("grace@example.com") is { } grace)
        {
            await jira.Issues.AssignIssueAsync("DEMO-2", new User { AccountId = grace.AccountId });
        }
        // End

        Assert.Equal("Grace Sample", (await jira.Issues.GetIssueAsync("DEMO-2")).Fields!.Assignee!.DisplayName);
    }
}
