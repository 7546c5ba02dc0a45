using System;
using System.Collections.Generic;
using System.Threading.Tasks;
using Leeway;
using Leeway.Jira;
using Leeway.Json;

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
            Fields = new Dictionary<string, RawJson>
            {
                ["project"] = RawJson.Parse("{\"key\":\"DEMO\"}"),
                ["issuetype"] = RawJson.Parse("{\"name\":\"Task\"}"),
                ["summary"] = "From a package",
            },
        };
        CreatedIssue created = await jira.Issues.CreateIssueAsync(wanted);
        Issue issue = await jira.Issues.GetIssueAsync(created.Key);
        Console.WriteLine($"{issue.Key}: {issue.Fields["summary"].GetString()}");

        await foreach (Issue found in jira.IssueSearch.EnumerateIssuesAsync(jql: "project = DEMO", fields: ["summary"]))
        {
            Console.WriteLine($"found {found.Key}");
        }
    }
}
