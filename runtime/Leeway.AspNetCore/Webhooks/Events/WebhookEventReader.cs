using System.Collections.Frozen;

namespace Leeway.AspNetCore.Webhooks;

/// <summary>The names of the events that Atlassian documents, and what they are read as.</summary>
internal static class WebhookEventReader
{
    private static readonly FrozenDictionary<string, Func<WebhookPayload, WebhookEvent>> s_events = new Dictionary<string, Func<WebhookPayload, WebhookEvent>>(StringComparer.Ordinal)
    {
        ["jira:issue_created"] = static payload => new IssueCreated(payload),
        ["jira:issue_updated"] = static payload => new IssueUpdated(payload),
        ["jira:issue_deleted"] = static payload => new IssueDeleted(payload),
        ["comment_created"] = static payload => new CommentCreated(payload),
        ["comment_updated"] = static payload => new CommentUpdated(payload),
        ["comment_deleted"] = static payload => new CommentDeleted(payload),
        ["issue_property_set"] = static payload => new IssuePropertySet(payload),
        ["issue_property_deleted"] = static payload => new IssuePropertyDeleted(payload),
        ["sprint_created"] = static payload => new SprintCreated(payload),
        ["sprint_updated"] = static payload => new SprintUpdated(payload),
        ["sprint_closed"] = static payload => new SprintClosed(payload),
        ["sprint_deleted"] = static payload => new SprintDeleted(payload),
        ["sprint_started"] = static payload => new SprintStarted(payload),
        ["jira:version_released"] = static payload => new VersionReleased(payload),
        ["jira:version_unreleased"] = static payload => new VersionUnreleased(payload),
        ["jira:version_created"] = static payload => new VersionCreated(payload),
        ["jira:version_moved"] = static payload => new VersionMoved(payload),
        ["jira:version_updated"] = static payload => new VersionUpdated(payload),
        ["jira:version_merged"] = static payload => new VersionMerged(payload),
        ["jira:version_deleted"] = static payload => new VersionDeleted(payload),
        ["worklog_created"] = static payload => new WorklogCreated(payload),
        ["worklog_updated"] = static payload => new WorklogUpdated(payload),
        ["worklog_deleted"] = static payload => new WorklogDeleted(payload),
        ["attachment_created"] = static payload => new AttachmentCreated(payload),
        ["attachment_deleted"] = static payload => new AttachmentDeleted(payload),
        ["issuelink_created"] = static payload => new IssueLinkCreated(payload),
        ["issuelink_deleted"] = static payload => new IssueLinkDeleted(payload),
        ["issuetype_created"] = static payload => new IssueTypeCreated(payload),
        ["issuetype_updated"] = static payload => new IssueTypeUpdated(payload),
        ["issuetype_deleted"] = static payload => new IssueTypeDeleted(payload),
        ["project_created"] = static payload => new ProjectCreated(payload),
        ["project_updated"] = static payload => new ProjectUpdated(payload),
        ["project_deleted"] = static payload => new ProjectDeleted(payload),
        ["project_soft_deleted"] = static payload => new ProjectSoftDeleted(payload),
        ["project_restored_deleted"] = static payload => new ProjectRestored(payload),
        ["project_archived"] = static payload => new ProjectArchived(payload),
        ["project_restored_archived"] = static payload => new ProjectUnarchived(payload),
        ["filter_created"] = static payload => new FilterCreated(payload),
        ["filter_updated"] = static payload => new FilterUpdated(payload),
        ["filter_deleted"] = static payload => new FilterDeleted(payload),
        ["user_created"] = static payload => new UserCreated(payload),
        ["user_updated"] = static payload => new UserUpdated(payload),
        ["user_deleted"] = static payload => new UserDeleted(payload),
        ["option_voting_changed"] = static payload => new VotingOptionChanged(payload),
        ["option_watching_changed"] = static payload => new WatchingOptionChanged(payload),
        ["option_unassigned_issues_changed"] = static payload => new UnassignedIssuesOptionChanged(payload),
        ["option_subtasks_changed"] = static payload => new SubtasksOptionChanged(payload),
        ["option_attachments_changed"] = static payload => new AttachmentsOptionChanged(payload),
        ["option_issuelinks_changed"] = static payload => new IssueLinksOptionChanged(payload),
        ["option_timetracking_changed"] = static payload => new TimeTrackingOptionChanged(payload),
        ["board_created"] = static payload => new BoardCreated(payload),
        ["board_updated"] = static payload => new BoardUpdated(payload),
        ["board_deleted"] = static payload => new BoardDeleted(payload),
        ["board_configuration_changed"] = static payload => new BoardConfigurationChanged(payload),
        ["app_access_to_objects_blocked"] = static payload => new AppAccessToObjectsBlocked(payload),
        ["app_access_to_objects_in_container_blocked"] = static payload => new AppAccessToObjectsInContainerBlocked(payload),
        ["jira_expression_evaluation_failed"] = static payload => new JiraExpressionEvaluationFailed(payload),
    }.ToFrozenDictionary(StringComparer.Ordinal);

    public static IReadOnlyList<string> Names => s_events.Keys;

    public static bool IsKnown(string name) => s_events.ContainsKey(name);

    public static WebhookEvent Read(WebhookPayload payload) =>
        s_events.TryGetValue(payload.Name, out Func<WebhookPayload, WebhookEvent>? create) ? create(payload) : new UnknownWebhookEvent(payload);
}
