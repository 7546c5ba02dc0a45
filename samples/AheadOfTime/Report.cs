using System.Text;
using Leeway;
using Leeway.Fields;
using Leeway.Jira;
using Leeway.Queries;
using Leeway.RichText;
using static Leeway.RichText.Adf;

namespace AheadOfTime;

/// <summary>Creates an issue with a report: rich text, a comment and a file. Then it finds the issue, and downloads the file.</summary>
internal static class Report
{
    private const string ProjectKey = "DEMO";
    private const string Summary = "Nightly report";

    public static async Task RunAsync(JiraClient jira, TextWriter output)
    {
        CreatedIssue created = await jira.Issues.CreateIssueAsync(new IssueUpdate
        {
            Fields = new IssueFields
            {
                Project = new(ProjectKey),
                IssueType = new("Task"),
                Summary = Summary,
                Description = AdfDocument.Of(Heading(2, "Result"), BulletList("12 checks passed", "none failed")),
            },
        });
        string key = created.Key ?? throw new InvalidOperationException("Jira returned no key for the new issue.");
        await output.WriteLineAsync($"Created {key}.");

        await jira.IssueComments.AddCommentAsync(key, new Comment { Body = AdfDocument.Of(Paragraph("The log is ", Strong("attached"), ".")) });
        IReadOnlyList<Attachment> attachments = await jira.IssueAttachments.AddAttachmentAsync(
            key, FileUpload.FromBytes(Encoding.UTF8.GetBytes("12 of 12"), "report.log"));
        string id = attachments[0].Id ?? throw new InvalidOperationException("Jira returned no id for the attachment.");
        await using (Stream content = await jira.IssueAttachments.GetAttachmentContentAsync(id))
        using (var reader = new StreamReader(content))
        {
            await output.WriteLineAsync($"{attachments[0].Filename}: {await reader.ReadToEndAsync()}");
        }

        Jql reports = Jql.Query($"project = {ProjectKey} AND text ~ {Summary} ORDER BY created DESC");
        await foreach (Issue issue in jira.IssueSearch.EnumerateIssuesAsync(reports, fields: ["summary"]).Take(1))
        {
            await output.WriteLineAsync($"Found {issue.Key}: {issue.Fields?.Summary}");
        }
    }
}
