namespace Leeway.Simulator.Gateway;

/// <summary>Which scopes a call needs: one of the classic ones, or all of the granular.</summary>
internal static class ScopeTable
{
    public static bool IsAllowed(IReadOnlyList<string> granted, string product, string method, string[] segments)
    {
        if (product == "confluence")
        {
            string what = segments is [_, _, _, "spaces"] ? "space" : "page";
            return granted.Contains($"read:{what}:confluence");
        }

        if (segments is [.., "serverInfo"])
        {
            return true;
        }

        (string classic, string granular) = segments switch
        {
            [.., "myself"] => ("read:jira-user", "read:user:jira"),
            [_, _, _, "project", ..] => ("read:jira-work", "read:project:jira"),
            [.., "attachments"] => ("write:jira-work", "write:attachment:jira"),
            [_, _, _, "attachment", ..] => ("read:jira-work", "read:attachment:jira"),
            _ when method == "GET" => ("read:jira-work", "read:issue:jira"),
            _ => ("write:jira-work", "write:issue:jira"),
        };
        return granted.Contains(classic) || granted.Contains(granular);
    }
}
