namespace Leeway.Simulator.Site.Jira;

/// <summary>The names of events.</summary>
internal static class WebhookEventNames
{
    public const string IssueCreated = "jira:issue_created";
    public const string IssueUpdated = "jira:issue_updated";
    public const string IssueDeleted = "jira:issue_deleted";
    public const string CommentCreated = "comment_created";
    public const string CommentUpdated = "comment_updated";
    public const string CommentDeleted = "comment_deleted";
    public const string IssuePropertySet = "issue_property_set";
    public const string IssuePropertyDeleted = "issue_property_deleted";

    private static readonly HashSet<string> s_dynamic =
    [
        IssueCreated, IssueUpdated, IssueDeleted, CommentCreated, CommentUpdated, CommentDeleted, IssuePropertySet, IssuePropertyDeleted,
        "sprint_created", "sprint_updated", "sprint_closed", "sprint_deleted", "sprint_started", "jira:version_released",
        "jira:version_unreleased", "jira:version_created", "jira:version_moved", "jira:version_updated", "jira:version_merged",
        "jira:version_deleted",
    ];

    /// <summary>Returns whether a dynamic webhook can have the event.</summary>
    public static bool IsDynamic(string name) => s_dynamic.Contains(name);
}
