using System.Text.Json.Nodes;
using Leeway.Simulator.Wire;

namespace Leeway.Simulator.Site.Jira;

/// <summary>The operations of links between issues and of their types.</summary>
internal sealed class LinkOperations(JiraState state, IssueEditor editor, IssueWriter writer)
{
    public void AddTo(OperationTable table)
    {
        table.Add("jira", "linkIssues", Create);
        table.Add("jira", "getIssueLink", Get);
        table.Add("jira", "deleteIssueLink", Delete);
        table.Add("jira", "getIssueLinkTypes", ListTypes);
        table.Add("jira", "getIssueLinkType", GetType);
    }

    private SimulatedResponse Create(SiteRequest call)
    {
        JsonObject? body = call.ReadObject();
        if (editor.CheckLink(body, out LinkInput? link) is { } error)
        {
            return ErrorAnswers.Jira(404, error);
        }

        if (link is not { Inward: { } inward, Outward: { } outward })
        {
            return ErrorAnswers.Jira(400, "Specify an 'inwardIssue' and an 'outwardIssue'.");
        }

        JsonNode? comment = body?["comment"].Member("body");
        if (comment is not null && !AdfText.IsDocument(comment))
        {
            return ErrorAnswers.Jira(400, null, ("comment", "Comment body is not valid!"));
        }

        IssueChanges changes = new();
        changes.Links.Add(link);
        if (comment is not null)
        {
            changes.Comments.Add(comment.DeepClone());
        }

        // The comment belongs to the outward issue. Jira responds without a body.
        editor.Apply(outward, changes, call.Caller, call.Now);
        inward.UpdatedAt = call.Now;
        return new SimulatedResponse(201);
    }

    private SimulatedResponse Get(SiteRequest call) =>
        Find(call) is { } link ? SimulatedResponse.Json(200, writer.Write(call, link, null)).Holding(objects: 1) : NotFound(call);

    private SimulatedResponse Delete(SiteRequest call) =>
        Find(call) is { } link && state.Links.Remove(link) ? new SimulatedResponse(204) : NotFound(call);

    private JiraLink? Find(SiteRequest call) => state.Links.Find(link => link.Id == call["linkId"]);

    private static SimulatedResponse NotFound(SiteRequest call) => ErrorAnswers.Jira(404, $"No issue link with id '{call["linkId"]}' exists.");

    private SimulatedResponse ListTypes(SiteRequest call) => SimulatedResponse.Json(200, new JsonObject
    {
        ["issueLinkTypes"] = state.LinkTypes.Select(type => JiraJson.Of(call, type)).ToJsonArray(),
    }).Holding(objects: state.LinkTypes.Count);

    private SimulatedResponse GetType(SiteRequest call) =>
        state.LinkTypes.Find(type => type.Id == call["issueLinkTypeId"]) is { } found
            ? SimulatedResponse.Json(200, JiraJson.Of(call, found)).Holding(objects: 1)
            : ErrorAnswers.Jira(404, $"No issue link type with id '{call["issueLinkTypeId"]}' exists.");
}
