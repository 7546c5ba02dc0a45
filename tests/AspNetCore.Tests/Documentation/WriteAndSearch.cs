// Example: README.md#write-and-search
using Leeway.Fields;
using Leeway.Jira;
using Leeway.Queries;
using Leeway.RichText;
using static Leeway.RichText.Adf;

internal static class WriteAndSearch
{
    public static async Task RunAsync(JiraClient jira, string accountId, Uri log, string markdown, string key, string text, string[] users)
    {
        var body = AdfDocument.Of(Paragraph("Hello ", Mention(accountId), ", see ", Link("the log", log)), BulletList("one", "two"));
        await jira.IssueComments.AddCommentAsync("DEMO-1", new Comment { Body = body });
        var description = AdfDocument.FromMarkdown(markdown);
        await jira.Issues.EditIssueAsync("DEMO-1", new IssueUpdate { Fields = new IssueFields { Description = description } });
        await foreach (Issue issue in jira.IssueSearch.EnumerateIssuesAsync(
            Jql.Query($"project = {key} AND summary ~ {text} AND assignee in {users} ORDER BY created DESC")))
        {
            Console.WriteLine(issue.Key);
        }
    }
}
// End
