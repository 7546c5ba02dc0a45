namespace Leeway.Simulator.Site.Jira;

/// <summary>What every Jira has: statuses, priorities, issue types and system fields.</summary>
internal static class SystemData
{
    private static readonly StatusCategory s_new = new(2, "new", "blue-gray", "To Do");
    private static readonly StatusCategory s_inProgress = new(4, "indeterminate", "yellow", "In Progress");
    private static readonly StatusCategory s_done = new(3, "done", "green", "Done");

    /// <summary>The categories of statuses.</summary>
    public static IReadOnlyList<StatusCategory> Categories { get; } = [s_new, s_inProgress, s_done];

    public static JiraState CreateState()
    {
        JiraState state = new();
        state.Statuses.AddRange(
        [
            new("10000", "To Do", s_new, "11"),
            new("10001", "In Progress", s_inProgress, "21"),
            new("10002", "Done", s_done, "31"),
        ]);
        state.Priorities.AddRange(
        [
            new("1", "Highest", "#d04437"), new("2", "High", "#f15C75"), new("3", "Medium", "#f79232"), new("4", "Low", "#707070"),
            new("5", "Lowest", "#999999"),
        ]);
        state.IssueTypes.AddRange(
        [
            new("10000", "Epic", "A large piece of work.", 1),
            new("10001", "Story", "A feature as a user sees it.", 0),
            new("10002", "Task", "A piece of work.", 0),
            new("10003", "Bug", "A problem.", 0),
            new("10004", "Subtask", "A part of another issue.", -1),
        ]);
        state.Resolutions.AddRange([new("10000", "Done", "The work is complete."), new("10001", "Won't Do", "Nobody will do this.")]);
        state.LinkTypes.AddRange(
        [
            new("10000", "Blocks", "is blocked by", "blocks"),
            new("10001", "Cloners", "is cloned by", "clones"),
            new("10002", "Duplicate", "is duplicated by", "duplicates"),
            new("10003", "Relates", "relates to", "relates to"),
        ]);
        state.Fields.AddRange(CreateFields());
        return state;
    }

    private static List<JiraField> CreateFields() =>
    [
        Computed("statuscategorychangedate", "Status Category Changed", "datetime"),
        Editable(FieldIds.IssueType, "Issue Type", FieldKind.IssueType, "issuetype", isRequired: true),
        Computed("timespent", "Time Spent", "number"),
        new() { Id = FieldIds.Project, Name = "Project", Kind = FieldKind.Project, SchemaType = "project", IsRequired = true, IsEditable = false },
        EditableList("fixVersions", "Fix versions", FieldKind.Version, "version"),
        Computed("aggregatetimespent", "Σ Time Spent", "number"),
        Computed(FieldIds.Resolution, "Resolution", "resolution"),
        Computed("resolutiondate", "Resolved", "datetime"),
        Computed("workratio", "Work Ratio", "number"),
        Computed("lastViewed", "Last Viewed", "datetime"),
        Computed("watches", "Watchers", "watches"),
        Computed("issuerestriction", "Restrict to", "issuerestriction"),
        Computed("created", "Created", "datetime"),
        Editable(FieldIds.Priority, "Priority", FieldKind.Priority, "priority"),
        EditableList(FieldIds.Labels, "Labels", FieldKind.Label, "string"),
        Computed("timeestimate", "Remaining Estimate", "number"),
        Computed("aggregatetimeoriginalestimate", "Σ Original Estimate", "number"),
        EditableList("versions", "Affects versions", FieldKind.Version, "version"),
        ComputedList(FieldIds.IssueLinks, "Linked Issues", "issuelinks"),
        Editable(FieldIds.Assignee, "Assignee", FieldKind.User, "user"),
        Computed("updated", "Updated", "datetime"),
        Computed(FieldIds.Status, "Status", "status"),
        EditableList(FieldIds.Components, "Components", FieldKind.Component, "component"),
        Computed("timeoriginalestimate", "Original estimate", "number"),
        Editable(FieldIds.Description, "Description", FieldKind.Document, "string"),
        Editable(FieldIds.TimeTracking, "Time tracking", FieldKind.TimeTracking, "timetracking"),
        Computed("security", "Security Level", "securitylevel"),
        ComputedList(FieldIds.Attachment, "Attachment", FieldIds.Attachment),
        Computed("aggregatetimeestimate", "Σ Remaining Estimate", "number"),
        Editable(FieldIds.Summary, "Summary", FieldKind.Text, "string", isRequired: true),
        Computed("creator", "Creator", "user"),
        ComputedList("subtasks", "Sub-tasks", "issuelinks"),
        Editable(FieldIds.Reporter, "Reporter", FieldKind.User, "user"),
        Computed("aggregateprogress", "Σ Progress", "progress"),
        Editable("environment", "Environment", FieldKind.Document, "string"),
        Editable("duedate", "Due date", FieldKind.Date, "date"),
        Computed("progress", "Progress", "progress"),
        Computed("votes", "Votes", "votes"),
        Computed(FieldIds.Comment, "Comment", "comments-page"),
        ComputedList(FieldIds.Worklog, "Log Work", FieldIds.Worklog),
        Editable(FieldIds.Parent, "Parent", FieldKind.Parent, "issuelink"),
    ];

    private static JiraField Editable(string id, string name, FieldKind kind, string type, bool isRequired = false) =>
        new() { Id = id, Name = name, Kind = kind, SchemaType = type, IsRequired = isRequired };

    private static JiraField EditableList(string id, string name, FieldKind kind, string items) =>
        new() { Id = id, Name = name, Kind = kind, IsList = true, SchemaType = "array", SchemaItems = items };

    private static JiraField Computed(string id, string name, string type) =>
        new() { Id = id, Name = name, Kind = FieldKind.Computed, SchemaType = type, IsEditable = false };

    private static JiraField ComputedList(string id, string name, string items) =>
        new() { Id = id, Name = name, Kind = FieldKind.Computed, IsList = true, SchemaType = "array", SchemaItems = items, IsEditable = false };
}
