using System.Text.Json.Nodes;
using Leeway.Simulator.Wire;

namespace Leeway.Simulator.Site.Jira;

/// <summary>The operations of comments.</summary>
internal sealed class CommentOperations(JiraState state, IssueEditor editor)
{
    private const int MaxComments = 1_048_576;

    public void AddTo(OperationTable table)
    {
        table.Add("jira", "getComments", call => WithIssue(call, issue => List(call, issue)));
        table.Add("jira", "addComment", call => WithIssue(call, issue => Add(call, issue)));
        table.Add("jira", "getComment", call => WithComment(call, (issue, comment) => Respond(call, 200, issue, comment)));
        table.Add("jira", "updateComment", call => WithComment(call, (issue, comment) => Update(call, issue, comment)));
        table.Add("jira", "deleteComment", call => WithComment(call, (issue, comment) => Delete(call, issue, comment)));
        table.Add("jira", "getCommentsByIds", ListByIds);
    }

    private SimulatedResponse WithIssue(SiteRequest call, Func<JiraIssue, SimulatedResponse> handle) =>
        state.FindIssue(call["issueIdOrKey"]) is { } issue ? handle(issue) : IssueErrors.NotFound();

    private SimulatedResponse WithComment(SiteRequest call, Func<JiraIssue, JiraComment, SimulatedResponse> handle) => WithIssue(
        call,
        issue => issue.Comments.Find(comment => comment.Id == call["id"]) is { } found
            ? handle(issue, found)
            : ErrorAnswers.Jira(404, $"Can not find a comment for the id: {call["id"]}."));

    private static SimulatedResponse List(SiteRequest call, JiraIssue issue)
    {
        List<JiraComment> comments = [.. issue.Comments];
        if (call.Query("orderBy") is "-created")
        {
            comments.Reverse();
        }

        return JiraPage.CreateNamed(call, comments, "comments", 5000, 5000, (page, comment) => IssueWriter.Write(page, issue, comment));
    }

    private SimulatedResponse Add(SiteRequest call, JiraIssue issue)
    {
        JsonObject? body = call.ReadObject();
        if (!AdfText.IsDocument(body?["body"]))
        {
            return InvalidBody();
        }

        JiraComment comment = new(state.CommentIds.Next(), call.Caller, call.Now)
        {
            Body = body!["body"]!.DeepClone(),
            Visibility = body["visibility"]?.DeepClone(),
        };
        editor.AddComment(issue, comment);
        issue.UpdatedAt = call.Now;
        return Respond(call, 201, issue, comment);
    }

    private SimulatedResponse Update(SiteRequest call, JiraIssue issue, JiraComment comment)
    {
        JsonObject? body = call.ReadObject();
        if (!AdfText.IsDocument(body?["body"]))
        {
            return InvalidBody();
        }

        comment.Body = body!["body"]!.DeepClone();
        comment.Visibility = body["visibility"]?.DeepClone();
        comment.Editor = call.Caller;
        comment.UpdatedAt = issue.UpdatedAt = call.Now;
        state.Events.Add(new JiraEvent(WebhookEventNames.CommentUpdated, issue, call.Caller, call.Now) { Comment = comment });
        return Respond(call, 200, issue, comment);
    }

    private SimulatedResponse Delete(SiteRequest call, JiraIssue issue, JiraComment comment)
    {
        issue.Comments.Remove(comment);
        issue.UpdatedAt = call.Now;
        state.Events.Add(new JiraEvent(WebhookEventNames.CommentDeleted, issue, call.Caller, call.Now) { Comment = comment });
        return new SimulatedResponse(204);
    }

    private SimulatedResponse ListByIds(SiteRequest call)
    {
        List<string> ids = (call.ReadObject()?["ids"]).Ids();
        if (ids.Count is 0 or > 1000)
        {
            return ErrorAnswers.Jira(400, "Specify from 1 to 1000 'ids'.");
        }

        JsonArray values = [];
        foreach (JiraIssue issue in state.Issues)
        {
            foreach (JiraComment comment in issue.Comments.FindAll(comment => ids.Contains(comment.Id)))
            {
                values.Add((JsonNode)IssueWriter.Write(call, issue, comment));
            }
        }

        return SimulatedResponse.Json(200, new JsonObject
        {
            ["startAt"] = 0,
            ["maxResults"] = MaxComments,
            ["total"] = values.Count,
            ["isLast"] = true,
            ["values"] = values,
        }).Holding(objects: values.Count);
    }

    private static SimulatedResponse Respond(SiteRequest call, int status, JiraIssue issue, JiraComment comment) =>
        SimulatedResponse.Json(status, IssueWriter.Write(call, issue, comment)).Holding(objects: 1);

    private static SimulatedResponse InvalidBody() => ErrorAnswers.Jira(400, null, ("comment", "Comment body is not valid!"));
}
