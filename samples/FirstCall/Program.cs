using Leeway;
using Leeway.Jira;
using Leeway.Queries;

const int MaxIssues = 10;

string site = Read("ATLASSIAN_SITE");
await using var connection = AtlassianConnection.Open(new AtlassianOptions
{
    Site = site,
    Login = AtlassianLogin.ApiToken(Read("ATLASSIAN_EMAIL"), Read("ATLASSIAN_API_TOKEN")),
});
var jira = new JiraClient(connection.Caller);
try
{
    User user = await jira.Myself.GetCurrentUserAsync();
    Console.WriteLine($"Signed in to {site} as {user.DisplayName}.");

    Jql mine = Jql.Query($"assignee = currentUser() ORDER BY updated DESC");
    await foreach (Issue issue in jira.IssueSearch.EnumerateIssuesAsync(mine, fields: ["summary", "status"]).Take(MaxIssues))
    {
        Console.WriteLine($"{issue.Key}  {issue.Fields?.Status?.Name}  {issue.Fields?.Summary}");
    }

    return 0;
}
catch (LeewayException exception)
{
    // The message says what happened and what to do, and contains no secret.
    Console.Error.WriteLine(exception.Message);
    return 1;
}

static string Read(string variable) => Environment.GetEnvironmentVariable(variable) is { Length: > 0 } value
    ? value
    : throw new InvalidOperationException($"The environment variable {variable} is not set. The README of this sample says which ones it needs.");
