namespace Leeway.Simulator.Consent;

/// <summary>Describes scopes to a person.</summary>
internal static class ScopeText
{
    /// <summary>Describes a scope; a scope that the simulator does not know is described by its parts, or by itself.</summary>
    public static string Describe(string scope) => scope switch
    {
        "offline_access" => "Keep access when you do not use the app",
        "read:me" => "View your profile: name, picture and e-mail address",
        "read:account" => "View your account",
        "read:jira-user" => "View users of Jira",
        "read:jira-work" => "View projects and issues in Jira, with comments, worklogs and attachments",
        "write:jira-work" => "Create and change issues in Jira, with comments, worklogs and attachments",
        "manage:jira-project" => "Create and change projects in Jira",
        "manage:jira-configuration" => "Change the settings of Jira",
        "manage:jira-webhook" => "Register webhooks in Jira",
        "read:servicedesk-request" => "View requests and queues in Jira Service Management",
        "write:servicedesk-request" => "Create and change requests in Jira Service Management",
        "manage:servicedesk-customer" => "Change customers and organizations in Jira Service Management",
        "read:confluence-content.all" => "View pages, blog posts and comments in Confluence",
        "read:confluence-content.summary" => "View a summary of content in Confluence",
        "read:confluence-content.permission" => "View who may see content in Confluence",
        "read:confluence-space.summary" => "View a summary of spaces in Confluence",
        "read:confluence-user" => "View users of Confluence",
        "read:confluence-groups" => "View groups of Confluence",
        "write:confluence-content" => "Create and change pages, blog posts and comments in Confluence",
        "write:confluence-space" => "Create and change spaces in Confluence",
        "write:confluence-file" => "Upload attachments to Confluence",
        "write:confluence-groups" => "Change groups of Confluence",
        "write:confluence-props" => "Change properties of content in Confluence",
        "manage:confluence-configuration" => "Change the settings of Confluence",
        "search:confluence" => "Search in Confluence",
        "readonly:content.attachment:confluence" => "Download attachments from Confluence",
        _ => DescribeParts(scope),
    };

    // A granular scope has an action, a kind of object and a product, such as read:issue.time-tracking:jira.
    private static string DescribeParts(string scope)
    {
        if (scope.Split(':') is not [var action, { Length: > 0 } kind, var product])
        {
            return scope;
        }

        string? verb = action switch
        {
            "read" => "View",
            "write" => "Create and change",
            "delete" => "Delete",
            _ => null,
        };
        string? place = product switch
        {
            "jira" => "Jira",
            "jira-software" => "Jira Software",
            "jira-service-management" => "Jira Service Management",
            "confluence" => "Confluence",
            _ => null,
        };
        return verb is null || place is null ? scope : $"{verb} in {place}: {kind.Replace('-', ' ').Replace(".", ", ", StringComparison.Ordinal)}";
    }
}
