using Leeway.Jira;
using Leeway.Queries;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace ConnectJira.Pages;

/// <summary>Lists the issues of the current user.</summary>
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
internal sealed class IndexModel(IJiraClient jira) : PageModel
{
    private const int MaxIssues = 50;

    public IReadOnlyList<Issue> Issues { get; private set; } = [];

    public async Task OnGetAsync(CancellationToken cancellationToken)
    {
        IssueSearchResults results = await jira.IssueSearch.SearchIssuesAsync(
            Jql.Query($"assignee = currentUser() ORDER BY updated DESC"), maxResults: MaxIssues, fields: ["summary", "status"], cancellationToken: cancellationToken);
        Issues = [.. results.Issues ?? []];
    }
}
