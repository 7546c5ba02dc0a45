using Leeway.Generated;
using Leeway.RichText;

namespace Leeway.Fields;

// The system fields.
public sealed partial class IssueFields
{
    /// <summary>The summary.</summary>
    public string? Summary
    {
        get => ReadMember<string, StringCodec>("summary"u8);
        set => Assign("summary"u8, value);
    }

    /// <summary>The description.</summary>
    public AdfDocument? Description
    {
        get => ReadModel<AdfDocument>("description"u8);
        set => Assign("description"u8, value);
    }

    /// <summary>The environment in which the problem occurs.</summary>
    public AdfDocument? Environment
    {
        get => ReadModel<AdfDocument>("environment"u8);
        set => Assign("environment"u8, value);
    }

    /// <summary>The status. Jira changes it by a transition, and does not accept it in a body.</summary>
    public IssueStatus? Status
    {
        get => ReadModel<IssueStatus>("status"u8);
        set => Assign("status"u8, value);
    }

    /// <summary>The category of the status; read-only in Jira.</summary>
    public IssueStatusCategory? StatusCategory
    {
        get => ReadModel<IssueStatusCategory>("statusCategory"u8);
        set => Assign("statusCategory"u8, value);
    }

    /// <summary>The user who is assigned. An assigned null unassigns the issue.</summary>
    public IssueUser? Assignee
    {
        get => ReadModel<IssueUser>("assignee"u8);
        set => Assign("assignee"u8, value);
    }

    /// <summary>The user who reported the issue.</summary>
    public IssueUser? Reporter
    {
        get => ReadModel<IssueUser>("reporter"u8);
        set => Assign("reporter"u8, value);
    }

    /// <summary>The user who created the issue; read-only in Jira.</summary>
    public IssueUser? Creator
    {
        get => ReadModel<IssueUser>("creator"u8);
        set => Assign("creator"u8, value);
    }

    /// <summary>The priority.</summary>
    public IssuePriority? Priority
    {
        get => ReadModel<IssuePriority>("priority"u8);
        set => Assign("priority"u8, value);
    }

    /// <summary>The resolution; null if the issue is not resolved.</summary>
    public IssueResolution? Resolution
    {
        get => ReadModel<IssueResolution>("resolution"u8);
        set => Assign("resolution"u8, value);
    }

    /// <summary>The type of the issue.</summary>
    public IssueType? IssueType
    {
        get => ReadModel<IssueType>("issuetype"u8);
        set => Assign("issuetype"u8, value);
    }

    /// <summary>The project.</summary>
    public IssueProject? Project
    {
        get => ReadModel<IssueProject>("project"u8);
        set => Assign("project"u8, value);
    }

    /// <summary>The parent: the epic of an issue, or the issue of a subtask.</summary>
    public IssueReference? Parent
    {
        get => ReadModel<IssueReference>("parent"u8);
        set => Assign("parent"u8, value);
    }

    /// <summary>The labels.</summary>
    public IReadOnlyList<string>? Labels
    {
        get => ReadList<string, StringCodec>("labels"u8);
        set => Assign("labels"u8, Wrap<string, StringCodec>(value));
    }

    /// <summary>The components.</summary>
    public IReadOnlyList<IssueComponent>? Components
    {
        get => ReadList<IssueComponent>("components"u8);
        set => Assign("components"u8, Wrap<IssueComponent, ValueCodec<IssueComponent>>(value));
    }

    /// <summary>The versions in which the issue is fixed.</summary>
    public IReadOnlyList<IssueVersion>? FixVersions
    {
        get => ReadList<IssueVersion>("fixVersions"u8);
        set => Assign("fixVersions"u8, Wrap<IssueVersion, ValueCodec<IssueVersion>>(value));
    }

    /// <summary>The versions that the issue affects (<c>versions</c>).</summary>
    public IReadOnlyList<IssueVersion>? AffectsVersions
    {
        get => ReadList<IssueVersion>("versions"u8);
        set => Assign("versions"u8, Wrap<IssueVersion, ValueCodec<IssueVersion>>(value));
    }

    /// <summary>The day on which the issue is due.</summary>
    public DateOnly? DueDate
    {
        get => ReadScalar<DateOnly, DateCodec>("duedate"u8);
        set => Assign("duedate"u8, ToJson<DateOnly, DateCodec>(value));
    }

    /// <summary>When the issue was created; read-only in Jira.</summary>
    public DateTimeOffset? Created
    {
        get => ReadScalar<DateTimeOffset, JiraDateTimeCodec>("created"u8);
        set => Assign("created"u8, ToJson<DateTimeOffset, JiraDateTimeCodec>(value));
    }

    /// <summary>When the issue was last changed; read-only in Jira.</summary>
    public DateTimeOffset? Updated
    {
        get => ReadScalar<DateTimeOffset, JiraDateTimeCodec>("updated"u8);
        set => Assign("updated"u8, ToJson<DateTimeOffset, JiraDateTimeCodec>(value));
    }

    /// <summary>When the issue was resolved; read-only in Jira.</summary>
    public DateTimeOffset? ResolutionDate
    {
        get => ReadScalar<DateTimeOffset, JiraDateTimeCodec>("resolutiondate"u8);
        set => Assign("resolutiondate"u8, ToJson<DateTimeOffset, JiraDateTimeCodec>(value));
    }

    /// <summary>When the category of the status last changed; read-only in Jira.</summary>
    public DateTimeOffset? StatusCategoryChangeDate
    {
        get => ReadScalar<DateTimeOffset, JiraDateTimeCodec>("statuscategorychangedate"u8);
        set => Assign("statuscategorychangedate"u8, ToJson<DateTimeOffset, JiraDateTimeCodec>(value));
    }

    /// <summary>When the user who reads the issue last viewed it; read-only in Jira.</summary>
    public DateTimeOffset? LastViewed
    {
        get => ReadScalar<DateTimeOffset, JiraDateTimeCodec>("lastViewed"u8);
        set => Assign("lastViewed"u8, ToJson<DateTimeOffset, JiraDateTimeCodec>(value));
    }

    /// <summary>The estimates and the time spent.</summary>
    public TimeTracking? TimeTracking
    {
        get => ReadModel<TimeTracking>("timetracking"u8);
        set => Assign("timetracking"u8, value);
    }

    /// <summary>The time spent, in seconds; read-only in Jira.</summary>
    public long? TimeSpent
    {
        get => ReadScalar<long, Int64Codec>("timespent"u8);
        set => Assign("timespent"u8, ToJson<long, Int64Codec>(value));
    }

    /// <summary>The remaining estimate, in seconds; read-only in Jira. Assign <see cref="TimeTracking"/> instead.</summary>
    public long? TimeEstimate
    {
        get => ReadScalar<long, Int64Codec>("timeestimate"u8);
        set => Assign("timeestimate"u8, ToJson<long, Int64Codec>(value));
    }

    /// <summary>The original estimate, in seconds; read-only in Jira. Assign <see cref="TimeTracking"/> instead.</summary>
    public long? TimeOriginalEstimate
    {
        get => ReadScalar<long, Int64Codec>("timeoriginalestimate"u8);
        set => Assign("timeoriginalestimate"u8, ToJson<long, Int64Codec>(value));
    }

    /// <summary>The time spent on the issue and its subtasks, in seconds; read-only in Jira.</summary>
    public long? AggregateTimeSpent
    {
        get => ReadScalar<long, Int64Codec>("aggregatetimespent"u8);
        set => Assign("aggregatetimespent"u8, ToJson<long, Int64Codec>(value));
    }

    /// <summary>The remaining estimate of the issue and its subtasks, in seconds; read-only in Jira.</summary>
    public long? AggregateTimeEstimate
    {
        get => ReadScalar<long, Int64Codec>("aggregatetimeestimate"u8);
        set => Assign("aggregatetimeestimate"u8, ToJson<long, Int64Codec>(value));
    }

    /// <summary>The original estimate of the issue and its subtasks, in seconds; read-only in Jira.</summary>
    public long? AggregateTimeOriginalEstimate
    {
        get => ReadScalar<long, Int64Codec>("aggregatetimeoriginalestimate"u8);
        set => Assign("aggregatetimeoriginalestimate"u8, ToJson<long, Int64Codec>(value));
    }

    /// <summary>The time spent in percent of the original estimate, or -1 without an estimate; read-only in Jira.</summary>
    public long? WorkRatio
    {
        get => ReadScalar<long, Int64Codec>("workratio"u8);
        set => Assign("workratio"u8, ToJson<long, Int64Codec>(value));
    }

    /// <summary>The progress of the work; read-only in Jira.</summary>
    public IssueProgress? Progress
    {
        get => ReadModel<IssueProgress>("progress"u8);
        set => Assign("progress"u8, value);
    }

    /// <summary>The progress of the work on the issue and its subtasks; read-only in Jira.</summary>
    public IssueProgress? AggregateProgress
    {
        get => ReadModel<IssueProgress>("aggregateprogress"u8);
        set => Assign("aggregateprogress"u8, value);
    }

    /// <summary>The votes; read-only in Jira.</summary>
    public IssueVotes? Votes
    {
        get => ReadModel<IssueVotes>("votes"u8);
        set => Assign("votes"u8, value);
    }

    /// <summary>The watchers; read-only in Jira.</summary>
    public IssueWatches? Watches
    {
        get => ReadModel<IssueWatches>("watches"u8);
        set => Assign("watches"u8, value);
    }

    /// <summary>The attached files (<c>attachment</c>); read-only in Jira.</summary>
    public IReadOnlyList<IssueAttachment>? Attachments
    {
        get => ReadList<IssueAttachment>("attachment"u8);
        set => Assign("attachment"u8, Wrap<IssueAttachment, ValueCodec<IssueAttachment>>(value));
    }

    /// <summary>The first comments (<c>comment</c>); read-only in Jira.</summary>
    public IssueCommentPage? Comments
    {
        get => ReadModel<IssueCommentPage>("comment"u8);
        set => Assign("comment"u8, value);
    }

    /// <summary>The first records of work (<c>worklog</c>); read-only in Jira.</summary>
    public IssueWorklogPage? Worklogs
    {
        get => ReadModel<IssueWorklogPage>("worklog"u8);
        set => Assign("worklog"u8, value);
    }

    /// <summary>The links to other issues; read-only in Jira.</summary>
    public IReadOnlyList<IssueFieldLink>? IssueLinks
    {
        get => ReadList<IssueFieldLink>("issuelinks"u8);
        set => Assign("issuelinks"u8, Wrap<IssueFieldLink, ValueCodec<IssueFieldLink>>(value));
    }

    /// <summary>The subtasks; read-only in Jira.</summary>
    public IReadOnlyList<IssueReference>? Subtasks
    {
        get => ReadList<IssueReference>("subtasks"u8);
        set => Assign("subtasks"u8, Wrap<IssueReference, ValueCodec<IssueReference>>(value));
    }

    /// <summary>The security level (<c>security</c>).</summary>
    public IssueSecurityLevel? SecurityLevel
    {
        get => ReadModel<IssueSecurityLevel>("security"u8);
        set => Assign("security"u8, value);
    }

    /// <summary>The roles that can see the issue of a team-managed project (<c>issuerestriction</c>).</summary>
    public IssueRestriction? RestrictTo
    {
        get => ReadModel<IssueRestriction>("issuerestriction"u8);
        set => Assign("issuerestriction"u8, value);
    }

    /// <summary>The active or future sprint. Only the operations of Jira Software return it.</summary>
    public IssueSprint? Sprint
    {
        get => ReadModel<IssueSprint>("sprint"u8);
        set => Assign("sprint"u8, value);
    }

    /// <summary>The closed sprints. Only the operations of Jira Software return them.</summary>
    public IReadOnlyList<IssueSprint>? ClosedSprints
    {
        get => ReadList<IssueSprint>("closedSprints"u8);
        set => Assign("closedSprints"u8, Wrap<IssueSprint, ValueCodec<IssueSprint>>(value));
    }

    /// <summary>The epic. Only the operations of Jira Software return it.</summary>
    public IssueEpic? Epic
    {
        get => ReadModel<IssueEpic>("epic"u8);
        set => Assign("epic"u8, value);
    }

    /// <summary>Whether the issue is flagged. Only the operations of Jira Software return it.</summary>
    public bool? Flagged
    {
        get => ReadScalar<bool, BooleanCodec>("flagged"u8);
        set => Assign("flagged"u8, ToJson<bool, BooleanCodec>(value));
    }
}
