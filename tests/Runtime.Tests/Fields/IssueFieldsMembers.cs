using Leeway.Fields;
using Leeway.Json;
using Leeway.RichText;

namespace Leeway.Runtime.Tests.Fields;

/// <summary>Every property of <see cref="IssueFields"/>.</summary>
internal static class IssueFieldsMembers
{
    private const string Document = """{"version":1,"type":"doc","content":[{"type":"paragraph","content":[{"type":"text","text":"x"}]}]}""";

    private static readonly DateTimeOffset s_time = new(2026, 1, 2, 3, 4, 5, 6, TimeSpan.FromHours(2));

    public static IssueFieldsMember[] All { get; } =
    [
        new("summary", static f => f.Summary, static f => f.Summary = "x", "\"x\"", static f => f.Summary = null),
        new("description", static f => f.Description, static f => f.Description = CreateDocument(), Document, static f => f.Description = null),
        new("environment", static f => f.Environment, static f => f.Environment = CreateDocument(), Document, static f => f.Environment = null),
        new("status", static f => f.Status, static f => f.Status = new IssueStatus { Id = "5" }, """{"id":"5"}""", static f => f.Status = null),
        new("statusCategory", static f => f.StatusCategory, static f => f.StatusCategory = new IssueStatusCategory { Id = "5" }, """{"id":5}""", static f => f.StatusCategory = null),
        new("assignee", static f => f.Assignee, static f => f.Assignee = new("a"), """{"accountId":"a"}""", static f => f.Assignee = null),
        new("reporter", static f => f.Reporter, static f => f.Reporter = new("a"), """{"accountId":"a"}""", static f => f.Reporter = null),
        new("creator", static f => f.Creator, static f => f.Creator = new("a"), """{"accountId":"a"}""", static f => f.Creator = null),
        new("priority", static f => f.Priority, static f => f.Priority = new("Low"), """{"name":"Low"}""", static f => f.Priority = null),
        new("resolution", static f => f.Resolution, static f => f.Resolution = new("Fixed"), """{"name":"Fixed"}""", static f => f.Resolution = null),
        new("issuetype", static f => f.IssueType, static f => f.IssueType = new("Bug"), """{"name":"Bug"}""", static f => f.IssueType = null),
        new("project", static f => f.Project, static f => f.Project = new("OPS"), """{"key":"OPS"}""", static f => f.Project = null),
        new("parent", static f => f.Parent, static f => f.Parent = new("DEMO-2"), """{"key":"DEMO-2"}""", static f => f.Parent = null),
        new("labels", static f => f.Labels, static f => f.Labels = ["c"], """["c"]""", static f => f.Labels = null),
        new("components", static f => f.Components, static f => f.Components = [new("UI")], """[{"name":"UI"}]""", static f => f.Components = null),
        new("fixVersions", static f => f.FixVersions, static f => f.FixVersions = [new("2.0")], """[{"name":"2.0"}]""", static f => f.FixVersions = null),
        new("versions", static f => f.AffectsVersions, static f => f.AffectsVersions = [IssueVersion.FromId("5")], """[{"id":"5"}]""", static f => f.AffectsVersions = null),
        new("duedate", static f => f.DueDate, static f => f.DueDate = new DateOnly(2026, 1, 2), "\"2026-01-02\"", static f => f.DueDate = null),
        CreateTime("created", static f => f.Created, static f => f.Created = s_time, static f => f.Created = null),
        CreateTime("updated", static f => f.Updated, static f => f.Updated = s_time, static f => f.Updated = null),
        CreateTime("resolutiondate", static f => f.ResolutionDate, static f => f.ResolutionDate = s_time, static f => f.ResolutionDate = null),
        CreateTime("statuscategorychangedate", static f => f.StatusCategoryChangeDate, static f => f.StatusCategoryChangeDate = s_time, static f => f.StatusCategoryChangeDate = null),
        CreateTime("lastViewed", static f => f.LastViewed, static f => f.LastViewed = s_time, static f => f.LastViewed = null),
        new("timetracking", static f => f.TimeTracking, static f => f.TimeTracking = new TimeTracking { OriginalEstimate = "2d" }, """{"originalEstimate":"2d"}""", static f => f.TimeTracking = null),
        new("timespent", static f => f.TimeSpent, static f => f.TimeSpent = 1, "1", static f => f.TimeSpent = null),
        new("timeestimate", static f => f.TimeEstimate, static f => f.TimeEstimate = 1, "1", static f => f.TimeEstimate = null),
        new("timeoriginalestimate", static f => f.TimeOriginalEstimate, static f => f.TimeOriginalEstimate = 1, "1", static f => f.TimeOriginalEstimate = null),
        new("aggregatetimespent", static f => f.AggregateTimeSpent, static f => f.AggregateTimeSpent = 1, "1", static f => f.AggregateTimeSpent = null),
        new("aggregatetimeestimate", static f => f.AggregateTimeEstimate, static f => f.AggregateTimeEstimate = 1, "1", static f => f.AggregateTimeEstimate = null),
        new("aggregatetimeoriginalestimate", static f => f.AggregateTimeOriginalEstimate, static f => f.AggregateTimeOriginalEstimate = 1, "1", static f => f.AggregateTimeOriginalEstimate = null),
        new("workratio", static f => f.WorkRatio, static f => f.WorkRatio = 1, "1", static f => f.WorkRatio = null),
        new("progress", static f => f.Progress, static f => f.Progress = new IssueProgress { Percent = 1 }, """{"percent":1}""", static f => f.Progress = null),
        new("aggregateprogress", static f => f.AggregateProgress, static f => f.AggregateProgress = new IssueProgress { Total = 1 }, """{"total":1}""", static f => f.AggregateProgress = null),
        new("votes", static f => f.Votes, static f => f.Votes = new IssueVotes { Votes = 1 }, """{"votes":1}""", static f => f.Votes = null),
        new("watches", static f => f.Watches, static f => f.Watches = new IssueWatches { WatchCount = 1 }, """{"watchCount":1}""", static f => f.Watches = null),
        new("attachment", static f => f.Attachments, static f => f.Attachments = [new IssueAttachment { FileName = "b" }], """[{"filename":"b"}]""", static f => f.Attachments = null),
        new("comment", static f => f.Comments, static f => f.Comments = new IssueCommentPage { Comments = [new IssueComment { Id = "1" }] }, """{"comments":[{"id":"1"}]}""", static f => f.Comments = null),
        new("worklog", static f => f.Worklogs, static f => f.Worklogs = new IssueWorklogPage { Worklogs = [new IssueWorklog { Started = s_time }] }, """{"worklogs":[{"started":"2026-01-02T03:04:05.006+0200"}]}""", static f => f.Worklogs = null),
        new("issuelinks", static f => f.IssueLinks, static f => f.IssueLinks = [new IssueFieldLink { InwardIssue = new("DEMO-3") }], """[{"inwardIssue":{"key":"DEMO-3"}}]""", static f => f.IssueLinks = null),
        new("subtasks", static f => f.Subtasks, static f => f.Subtasks = [new("10007")], """[{"id":"10007"}]""", static f => f.Subtasks = null),
        new("security", static f => f.SecurityLevel, static f => f.SecurityLevel = new("All"), """{"name":"All"}""", static f => f.SecurityLevel = null),
        new(
            "issuerestriction",
            static f => f.RestrictTo,
            static f => f.RestrictTo = new IssueRestriction { Restrictions = new Dictionary<string, RawJson> { ["projectrole"] = RawJson.Parse("""[{"id":"1"}]""") } },
            """{"issuerestrictions":{"projectrole":[{"id":"1"}]}}""",
            static f => f.RestrictTo = null),
        new("sprint", static f => f.Sprint, static f => f.Sprint = new IssueSprint { Id = "38", StartDate = s_time }, """{"id":38,"startDate":"2026-01-02T03:04:05.006+02:00"}""", static f => f.Sprint = null),
        new("closedSprints", static f => f.ClosedSprints, static f => f.ClosedSprints = [new IssueSprint { BoardId = "6" }], """[{"boardId":6}]""", static f => f.ClosedSprints = null),
        new("epic", static f => f.Epic, static f => f.Epic = new IssueEpic { Id = "39" }, """{"id":39}""", static f => f.Epic = null),
        new("flagged", static f => f.Flagged, static f => f.Flagged = false, "false", static f => f.Flagged = null),
    ];

    private static IssueFieldsMember CreateTime(string id, Func<IssueFields, object?> get, Action<IssueFields> set, Action<IssueFields> clear) =>
        new(id, get, set, "\"2026-01-02T03:04:05.006+0200\"", clear);

    private static AdfDocument CreateDocument() => AdfDocument.Of(Adf.Paragraph("x"));
}
