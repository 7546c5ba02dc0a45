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

    private static readonly string[] s_adminOnly =
    [
        "worklog_created", "worklog_updated", "worklog_deleted", "attachment_created", "attachment_deleted", "issuelink_created", "issuelink_deleted",
        "issuetype_created", "issuetype_updated", "issuetype_deleted", "project_created", "project_updated", "project_deleted", "project_soft_deleted",
        "project_restored_deleted", "project_archived", "project_restored_archived", "filter_created", "filter_updated", "filter_deleted",
        "user_created", "user_updated", "user_deleted", "option_voting_changed", "option_watching_changed", "option_unassigned_issues_changed",
        "option_subtasks_changed", "option_attachments_changed", "option_issuelinks_changed", "option_timetracking_changed", "board_created",
        "board_updated", "board_deleted", "board_configuration_changed", "app_access_to_objects_blocked",
        "app_access_to_objects_in_container_blocked", "jira_expression_evaluation_failed",
    ];

    /// <summary>The events that Atlassian documents, in the order of their names.</summary>
    public static IReadOnlyList<string> All { get; } = [.. s_dynamic.Concat(s_adminOnly).Order(StringComparer.Ordinal)];

    /// <summary>Returns whether a dynamic webhook can have the event.</summary>
    public static bool IsDynamic(string name) => s_dynamic.Contains(name);
}
