using System.Text.Json.Nodes;
using Leeway.Simulator.Authorization;
using Leeway.Simulator.Wire;

namespace Leeway.Simulator.Site.Jira;

/// <summary>The operations that create, read and change issues.</summary>
internal sealed class IssueOperations(JiraState state, IssueEditor editor, IssueWriter writer)
{
    private const int MaxIssuesCreated = 50;
    private const int MaxIssuesFetched = 100;

    public void AddTo(OperationTable table)
    {
        table.Add("jira", "createIssue", Create);
        table.Add("jira", "createIssues", CreateMany);
        table.Add("jira", "getIssue", Get);
        table.Add("jira", "bulkFetchIssues", GetMany);
        table.Add("jira", "editIssue", Edit);
        table.Add("jira", "deleteIssue", Delete);
        table.Add("jira", "assignIssue", Assign);
        table.Add("jira", "getTransitions", ListTransitions);
        table.Add("jira", "doTransition", Transition);
    }

    /// <summary>Creates an issue.</summary>
    /// <param name="body">The request.</param>
    /// <param name="caller">The caller.</param>
    /// <param name="now">The current time.</param>
    /// <param name="errors">Why the request is rejected, by field.</param>
    /// <returns>The issue; null if the request is rejected.</returns>
    public JiraIssue? Create(JsonObject body, Account? caller, DateTimeOffset now, out JsonObject errors)
    {
        JsonNode? fields = body["fields"];
        JsonNode? reference = fields.Member(FieldIds.Project);
        JiraProject? project = state.FindProject(reference.Member("key").Text() ?? reference.Member("id").Id());
        JsonNode? typeReference = fields.Member(FieldIds.IssueType);
        string? typeId = typeReference.Member("id").Id();
        string? typeName = typeReference.Member("name").Text();
        JiraIssueType? type = state.IssueTypes.Find(candidate => typeId is not null ? candidate.Id == typeId : candidate.Name == typeName);

        // Without a project, Jira cannot check the other fields.
        if (project is null)
        {
            errors = new JsonObject { [FieldIds.Project] = "Specify a valid project ID or key" };
            AddMissing(errors, fields, type);
            return null;
        }

        IssueChanges changes = editor.Check(body, project, null, caller);
        errors = changes.Errors;
        AddMissing(errors, fields, type);
        if (type?.HierarchyLevel < 0 && fields.Member(FieldIds.Parent) is null)
        {
            errors[FieldIds.Parent] = "Issue type is a sub-task but parent issue key or id not specified.";
        }

        if (changes.HasErrors)
        {
            return null;
        }

        JiraIssue issue = state.AddIssue(project, type!, caller, now);
        issue.Values[FieldIds.Priority] = "3";
        if (caller is not null)
        {
            issue.Values[FieldIds.Reporter] = caller.AccountId;
            issue.Watchers.Add(caller.AccountId);
        }

        state.Events.Add(new JiraEvent(WebhookEventNames.IssueCreated, issue, caller, now));
        editor.Apply(issue, changes, caller, now, isNew: true);
        return issue;
    }

    private static void AddMissing(JsonObject errors, JsonNode? fields, JiraIssueType? type)
    {
        if (string.IsNullOrWhiteSpace(fields.Member(FieldIds.Summary).Text()) && !errors.ContainsKey(FieldIds.Summary))
        {
            errors[FieldIds.Summary] = "You must specify a summary of the issue.";
        }

        if (type is null)
        {
            errors[FieldIds.IssueType] = fields.Member(FieldIds.IssueType) is JsonObject
                ? "The issue type selected is invalid."
                : "Specify an issue type";
        }
    }

    private SimulatedResponse Create(SiteRequest call)
    {
        if (call.ReadObject() is not { } body)
        {
            return ErrorAnswers.Jira(400, "There was an error parsing JSON. Check that your request body is valid.");
        }

        return Create(body, call.Caller, call.Now, out JsonObject errors) is { } issue
            ? SimulatedResponse.Json(201, DescribeCreated(call, issue))
            : Reject(errors);
    }

    private SimulatedResponse CreateMany(SiteRequest call)
    {
        if (call.ReadObject()?["issueUpdates"] is not JsonArray updates || updates.Count > MaxIssuesCreated)
        {
            return ErrorAnswers.Jira(400, $"Specify from 1 to {MaxIssuesCreated} 'issueUpdates'.");
        }

        JsonArray created = [];
        JsonArray rejected = [];
        for (int i = 0; i < updates.Count; i++)
        {
            if (Create(updates[i] as JsonObject ?? [], call.Caller, call.Now, out JsonObject errors) is { } issue)
            {
                created.Add((JsonNode)DescribeCreated(call, issue));
            }
            else
            {
                rejected.Add((JsonNode)new JsonObject
                {
                    ["status"] = 400,
                    ["elementErrors"] = new JsonObject { ["errorMessages"] = new JsonArray(), ["errors"] = errors },
                    ["failedElementNumber"] = i,
                });
            }
        }

        return SimulatedResponse.Json(created.Count > 0 ? 201 : 400, new JsonObject { ["issues"] = created, ["errors"] = rejected }).Holding(objects: created.Count);
    }

    private SimulatedResponse Get(SiteRequest call)
    {
        if (state.FindIssue(call["issueIdOrKey"]) is not { } issue)
        {
            return IssueErrors.NotFound();
        }

        FieldSelection selection = new(call.QueryList("fields"), "*all");
        return SimulatedResponse.Json(200, writer.Write(call, issue, selection, call.QueryList("expand"))).Holding(objects: 1);
    }

    private SimulatedResponse GetMany(SiteRequest call)
    {
        JsonObject? body = call.ReadObject();
        if (body?["issueIdsOrKeys"] is not JsonArray { Count: > 0 and <= MaxIssuesFetched })
        {
            return ErrorAnswers.Jira(400, $"Specify from 1 to {MaxIssuesFetched} 'issueIdsOrKeys'.");
        }

        FieldSelection selection = new(body["fields"].Ids(), "*navigable");
        List<string> expand = body["expand"].Ids();
        JsonArray issues = [];
        JsonArray errors = [];
        foreach (string idOrKey in body["issueIdsOrKeys"].Ids())
        {
            if (state.FindIssue(idOrKey) is { } issue)
            {
                issues.Add((JsonNode)writer.Write(call, issue, selection, expand));
            }
            else
            {
                errors.Add((JsonNode)new JsonObject { ["id"] = idOrKey, ["errorMessage"] = "Issue does not exist or you do not have permission to see it." });
            }
        }

        return SimulatedResponse.Json(200, new JsonObject { ["expand"] = "names,schema", ["issues"] = issues, ["issueErrors"] = errors }).Holding(objects: issues.Count);
    }

    private SimulatedResponse Edit(SiteRequest call)
    {
        if (state.FindIssue(call["issueIdOrKey"]) is not { } issue)
        {
            return IssueErrors.NotFound();
        }

        if (call.ReadObject() is not { } body)
        {
            return IssueErrors.InvalidBody();
        }

        if (body["fields"] is null && body["update"] is null)
        {
            return ErrorAnswers.Jira(400, "one of 'fields' or 'update' required");
        }

        IssueChanges changes = editor.Check(body, issue.Project, issue, call.Caller);
        if (changes.HasErrors)
        {
            return Reject(changes.Errors);
        }

        editor.Apply(issue, changes, call.Caller, call.Now);
        return call.QueryFlag("returnIssue")
            ? SimulatedResponse.Json(200, writer.Write(call, issue, new FieldSelection([], "*all"), call.QueryList("expand"))).Holding(objects: 1)
            : new SimulatedResponse(204);
    }

    private SimulatedResponse Delete(SiteRequest call)
    {
        if (state.FindIssue(call["issueIdOrKey"]) is not { } issue)
        {
            return IssueErrors.NotFound();
        }

        bool hasSubtasks = state.Issues.Exists(child => child.ParentId == issue.Id && child.Type.HierarchyLevel < 0);
        if (hasSubtasks && !call.QueryFlag("deleteSubtasks"))
        {
            return ErrorAnswers.Jira(
                400, $"The issue '{issue.Key}' has subtasks. You must specify the 'deleteSubtasks' parameter to delete this issue and all its subtasks.");
        }

        state.RemoveIssue(issue, call.Caller, call.Now);
        return new SimulatedResponse(204);
    }

    private SimulatedResponse Assign(SiteRequest call)
    {
        if (state.FindIssue(call["issueIdOrKey"]) is not { } issue)
        {
            return IssueErrors.NotFound();
        }

        if (call.ReadObject() is not { } body || !body.ContainsKey("accountId"))
        {
            return ErrorAnswers.Jira(400, "expected Object with property 'accountId'");
        }

        JsonObject edit = new() { ["fields"] = new JsonObject { [FieldIds.Assignee] = body.DeepClone() } };
        IssueChanges changes = editor.Check(edit, issue.Project, issue, call.Caller);
        if (changes.HasErrors)
        {
            return Reject(changes.Errors);
        }

        editor.Apply(issue, changes, call.Caller, call.Now);
        return new SimulatedResponse(204);
    }

    private SimulatedResponse ListTransitions(SiteRequest call)
    {
        if (state.FindIssue(call["issueIdOrKey"]) is not { } issue)
        {
            return IssueErrors.NotFound();
        }

        string? id = call.Query("transitionId");
        JsonArray transitions = [];
        foreach (JiraStatus status in state.Statuses)
        {
            if (id is not null && id != status.TransitionId)
            {
                continue;
            }

            JsonObject transition = IssueWriter.WriteTransition(call, status, issue);
            if (call.QueryList("expand").Contains("transitions.fields"))
            {
                transition["fields"] = new JsonObject();
            }

            transitions.Add((JsonNode)transition);
        }

        return SimulatedResponse.Json(200, new JsonObject { ["expand"] = "transitions", ["transitions"] = transitions }).Holding(objects: transitions.Count);
    }

    private SimulatedResponse Transition(SiteRequest call)
    {
        if (state.FindIssue(call["issueIdOrKey"]) is not { } issue)
        {
            return IssueErrors.NotFound();
        }

        if (call.ReadObject() is not { } body)
        {
            return IssueErrors.InvalidBody();
        }

        if (body["transition"].Member("id").Id() is not { } id)
        {
            return ErrorAnswers.Jira(400, "Missing 'transition' identifier");
        }

        if (state.Statuses.Find(candidate => candidate.TransitionId == id) is not { } status)
        {
            return ErrorAnswers.Jira(400, $"Transition id '{id}' is not valid for this issue.");
        }

        IssueChanges changes = editor.Check(body, issue.Project, issue, call.Caller);
        if (changes.HasErrors)
        {
            return Reject(changes.Errors);
        }

        editor.MoveTo(issue, status, call.Caller, call.Now);
        editor.Apply(issue, changes, call.Caller, call.Now);
        return new SimulatedResponse(204);
    }

    private static JsonObject DescribeCreated(SiteRequest call, JiraIssue issue) => new()
    {
        ["id"] = issue.Id,
        ["key"] = issue.Key,
        ["self"] = $"{call.Base}/rest/api/3/issue/{issue.Id}",
    };

    private static SimulatedResponse Reject(JsonObject errors) =>
        SimulatedResponse.Json(400, new JsonObject { ["errorMessages"] = new JsonArray(), ["errors"] = errors });
}
