using System;
using System.Threading.Tasks;
using Leeway;
using Leeway.Fields;
using Leeway.Jira;

internal static class Program
{
    private static async Task Main()
    {
        var options = new AtlassianOptions
        {
            Site = Environment.GetEnvironmentVariable("ATLASSIAN_SITE"),
            Login = AtlassianLogin.ApiToken(
                Environment.GetEnvironmentVariable("ATLASSIAN_EMAIL"),
                Environment.GetEnvironmentVariable("ATLASSIAN_API_TOKEN")),
        };
        using var connection = AtlassianConnection.Open(options);
        var jira = new JiraClient(connection.Caller);

        var wanted = new IssueUpdate
        {
            Fields = new IssueFields { Project = new("DEMO"), IssueType = new("Task"), Summary = "From a package" },
        };
        CreatedIssue created = await jira.Issues.CreateIssueAsync(wanted);
        Issue issue = await jira.Issues.GetIssueAsync(created.Key);
        Console.WriteLine($"{issue.Key}: {issue.Fields.Summary}");

        await foreach (Issue found in jira.IssueSearch.EnumerateIssuesAsync(jql: "project = DEMO", fields: ["summary"]))
        {
            Console.WriteLine($"found {found.Key}");
        }
    }
}
