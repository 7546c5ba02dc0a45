using System.Text;

namespace HandWritten;

/// <summary>The report of samples/AheadOfTime.</summary>
internal static class Report
{
    private const string ProjectKey = "DEMO";
    private const string Summary = "Nightly report";

    public static async Task RunAsync(JiraApi jira, TextWriter output)
    {
        Node description = Document(
            new Node("heading") { Attrs = new() { ["level"] = 2 }, Content = [Text("Result")] },
            new Node("bulletList") { Content = [Item("12 checks passed"), Item("none failed")] });
        Issue created = await jira.CreateIssueAsync(new NewIssue(new NewFields(new Keyed(ProjectKey), new Named("Task"), Summary, description)));
        await output.WriteLineAsync($"Created {created.Key}.");

        Node strong = Text("attached") with { Marks = [new Node("strong")] };
        await jira.AddCommentAsync(created.Key, new NewComment(Document(new Node("paragraph") { Content = [Text("The log is "), strong, Text(".")] })));
        Attachment[] attachments = await jira.AddAttachmentAsync(created.Key, Encoding.UTF8.GetBytes("12 of 12"), "report.log");
        await output.WriteLineAsync($"{attachments[0].Filename}: {await jira.DownloadAsync(attachments[0].Id)}");

        SearchResults found = await jira.SearchAsync($"project = \"{ProjectKey}\" AND text ~ \"{Summary}\" ORDER BY created DESC", "summary");
        await output.WriteLineAsync($"Found {found.Issues[0].Key}: {found.Issues[0].Fields?.Summary}");
    }

    private static Node Document(params Node[] content) => new("doc") { Version = 1, Content = content };

    private static Node Text(string text) => new("text") { Text = text };

    private static Node Item(string text) => new("listItem") { Content = [new Node("paragraph") { Content = [Text(text)] }] };
}
