namespace Leeway.Webhooks;

/// <summary>The scopes that keeping webhooks needs.</summary>
internal static class JiraWebhookScopes
{
    private static readonly string[] s_classic = ["read:jira-work", "manage:jira-webhook"];

    private static readonly string[] s_granular =
        ["read:webhook:jira", "write:webhook:jira", "delete:webhook:jira", "read:field:jira", "read:project:jira", "read:jql:jira"];

    /// <summary>
    /// Adds the scopes that are missing: granular ones if the app uses granular scopes of webhooks, and otherwise classic ones. An empty list stays
    /// empty, because the application has not configured its scopes.
    /// </summary>
    public static IReadOnlyList<string> AddTo(IEnumerable<string> scopes)
    {
        string[] asked = [.. scopes];
        string[] needed = asked.Intersect(s_granular.Take(3), StringComparer.Ordinal).Any() ? s_granular : s_classic;
        return asked.Length == 0 ? asked : [.. asked, .. needed.Except(asked, StringComparer.Ordinal)];
    }
}
