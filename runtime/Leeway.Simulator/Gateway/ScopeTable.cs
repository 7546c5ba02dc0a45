namespace Leeway.Simulator.Gateway;

/// <summary>The scopes that a call needs: the classic scope or the granular scope.</summary>
internal static class ScopeTable
{
    public static bool IsAllowed(IReadOnlyList<string> granted, string product, string method, string[] segments) =>
        product == "confluence" ? IsAllowedInConfluence(granted, method, segments) : IsAllowedInJira(granted, method, segments);

    private static bool IsAllowedInConfluence(IReadOnlyList<string> granted, string method, string[] segments)
    {
        if (segments is ["wiki", "rest", ..])
        {
            return granted.Contains(method == "GET" ? "read:confluence-content.all" : "write:confluence-content")
                || (method == "GET" && granted.Contains("search:confluence") && segments[^1] == "search");
        }

        string what = segments is [_, _, _, "spaces"] ? "space" : "page";
        return granted.Contains($"read:{what}:confluence");
    }

    private static bool IsAllowedInJira(IReadOnlyList<string> granted, string method, string[] segments)
    {
        if (segments is [.., "serverInfo"])
        {
            return true;
        }

        (string classic, string granular) = segments switch
        {
            ["rest", "servicedeskapi", "assets", ..] => ("read:servicedesk-request", "read:servicedesk-request"),
            ["jsm", "assets", ..] => ("read:cmdb-object:jira", "read:cmdb-object:jira"),
            ["rest", "servicedeskapi", ..] => ("read:servicedesk-request", "read:servicedesk:jira-service-management"),
            [.., "myself"] or [_, _, _, "user" or "users", ..] => ("read:jira-user", "read:user:jira"),
            [.., "search", "jql"] => ("read:jira-work", "read:issue:jira"),
            [_, _, _, "project", ..] => ("read:jira-work", "read:project:jira"),
            [.., "attachments"] => ("write:jira-work", "write:attachment:jira"),
            [_, _, _, "attachment", ..] => ("read:jira-work", "read:attachment:jira"),
            _ when method == "GET" => ("read:jira-work", "read:issue:jira"),
            _ => ("write:jira-work", "write:issue:jira"),
        };
        return granted.Contains(classic) || granted.Contains(granular);
    }
}
