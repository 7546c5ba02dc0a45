using Leeway.Jira;

namespace Library;

internal sealed class IssueTitles(IJiraClient jira)
{
    public async Task<string?> FindAsync(string key) => (await jira.Issues.GetIssueAsync(key)).Fields?.Summary;
}
