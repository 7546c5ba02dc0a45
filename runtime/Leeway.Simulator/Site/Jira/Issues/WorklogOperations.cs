using Leeway.Simulator.Wire;

namespace Leeway.Simulator.Site.Jira;

/// <summary>The operations of worklogs.</summary>
internal sealed class WorklogOperations(JiraState state, IssueEditor editor)
{
    public void AddTo(OperationTable table)
    {
        table.Add("jira", "getIssueWorklog", call => WithIssue(call, issue => List(call, issue)));
        table.Add("jira", "addWorklog", call => WithIssue(call, issue => Add(call, issue)));
        table.Add("jira", "getWorklog", call => WithWorklog(call, (issue, worklog) => Respond(call, 200, issue, worklog)));
        table.Add("jira", "updateWorklog", call => WithWorklog(call, (issue, worklog) => Update(call, issue, worklog)));
        table.Add("jira", "deleteWorklog", call => WithWorklog(call, (issue, worklog) => Delete(call, issue, worklog)));
    }

    private SimulatedResponse WithIssue(SiteRequest call, Func<JiraIssue, SimulatedResponse> handle) =>
        state.FindIssue(call["issueIdOrKey"]) is { } issue ? handle(issue) : IssueErrors.NotFound();

    private SimulatedResponse WithWorklog(SiteRequest call, Func<JiraIssue, JiraWorklog, SimulatedResponse> handle) => WithIssue(
        call,
        issue => issue.Worklogs.Find(worklog => worklog.Id == call["id"]) is { } found
            ? handle(issue, found)
            : ErrorAnswers.Jira(404, $"Cannot find worklog with id: '{call["id"]}'."));

    private static SimulatedResponse List(SiteRequest call, JiraIssue issue) =>
        JiraPage.CreateNamed(call, issue.Worklogs, "worklogs", 5000, 5000, (page, worklog) => IssueWriter.Write(page, issue, worklog));

    private SimulatedResponse Add(SiteRequest call, JiraIssue issue) =>
        WorklogInput.Read(call.ReadObject(), isNew: true, out string field, out string error) is { } input
            ? Respond(call, 201, issue, editor.AddWorklog(issue, input, call.Caller, call.Now))
            : ErrorAnswers.Jira(400, null, (field, error));

    private static SimulatedResponse Update(SiteRequest call, JiraIssue issue, JiraWorklog worklog)
    {
        if (WorklogInput.Read(call.ReadObject(), isNew: false, out string field, out string error) is not { } input)
        {
            return ErrorAnswers.Jira(400, null, (field, error));
        }

        worklog.Seconds = input.Seconds ?? worklog.Seconds;
        worklog.StartedAt = input.StartedAt ?? worklog.StartedAt;
        worklog.Comment = input.Comment ?? worklog.Comment;
        worklog.Editor = call.Caller;
        worklog.UpdatedAt = issue.UpdatedAt = call.Now;
        return Respond(call, 200, issue, worklog);
    }

    private static SimulatedResponse Delete(SiteRequest call, JiraIssue issue, JiraWorklog worklog)
    {
        issue.Worklogs.Remove(worklog);
        issue.UpdatedAt = call.Now;
        return new SimulatedResponse(204);
    }

    private static SimulatedResponse Respond(SiteRequest call, int status, JiraIssue issue, JiraWorklog worklog) =>
        SimulatedResponse.Json(status, IssueWriter.Write(call, issue, worklog)).Holding(objects: 1);
}
