using Leeway.Simulator.Operations;

namespace Leeway.Simulator.Gateway;

/// <summary>
/// The scopes that a call needs: the classic scopes of its operation, or the main one of its granular scopes. Operations of webhooks need all of
/// theirs.
/// </summary>
internal static class ScopeTable
{
    public static bool IsAllowed(IReadOnlyList<string> granted, SimulatedOperation operation) =>
        operation.Scopes.All(granted.Contains)
        || (FindWebhookScopes(operation) is { } scopes && scopes.All(granted.Contains))
        || (FindGranular(operation) is { } scope && granted.Contains(scope));

    private static string[]? FindWebhookScopes(SimulatedOperation operation) => operation.Id switch
    {
        "registerDynamicWebhooks" => ["write:webhook:jira", "read:field:jira", "read:project:jira"],
        "getDynamicWebhooksForApp" => ["read:webhook:jira", "read:jql:jira"],
        "refreshWebhooks" => ["write:webhook:jira", "read:webhook:jira"],
        "deleteWebhookById" => ["delete:webhook:jira"],
        _ => null,
    };

    private static string? FindGranular(SimulatedOperation operation)
    {
        bool isRead = operation.Method == "GET";
        return operation.Document switch
        {
            "jira" when operation.Scopes.Any(static scope => scope.StartsWith("manage:", StringComparison.Ordinal)) => null,
            "jira" => FindJiraScope(operation.Segments, isRead),
            "jira-service-management" when isRead => "read:servicedesk:jira-service-management",

            // Callers with the wider scope can use all operations of the first API.
            "confluence-v1" => isRead ? "read:confluence-content.all" : "write:confluence-content",
            _ => null,
        };
    }

    private static string FindJiraScope(string[] segments, bool isRead) => segments switch
    {
        [.., "myself"] or [_, _, _, "user" or "users", ..] => "read:user:jira",
        [.., "search", "jql"] or [.., "bulkfetch"] => "read:issue:jira",
        [_, _, _, "project", ..] when isRead => "read:project:jira",
        [_, _, _, "field", ..] when isRead => "read:field:jira",
        [.., "attachments"] => "write:attachment:jira",
        [_, _, _, "attachment", ..] when isRead => "read:attachment:jira",
        _ => isRead ? "read:issue:jira" : "write:issue:jira",
    };
}
