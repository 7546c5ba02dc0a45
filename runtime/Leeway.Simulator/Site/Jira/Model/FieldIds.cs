namespace Leeway.Simulator.Site.Jira;

/// <summary>The ids of system fields.</summary>
internal static class FieldIds
{
    public const string Assignee = "assignee";
    public const string Attachment = "attachment";
    public const string Comment = "comment";
    public const string Components = "components";
    public const string Description = "description";
    public const string IssueLinks = "issuelinks";
    public const string IssueType = "issuetype";
    public const string Labels = "labels";
    public const string Parent = "parent";
    public const string Priority = "priority";
    public const string Project = "project";
    public const string Reporter = "reporter";
    public const string Resolution = "resolution";
    public const string Status = "status";
    public const string Summary = "summary";
    public const string TimeTracking = "timetracking";
    public const string Worklog = "worklog";
}
