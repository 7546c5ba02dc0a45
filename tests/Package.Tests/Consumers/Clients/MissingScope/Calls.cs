[assembly: Leeway.AtlassianScopes("read:jira-user")]

internal static class Calls
{
    public static object FindAsync(Leeway.Jira.IJiraClient jira) => jira.Issues.GetIssueAsync("DEMO-1");
}
