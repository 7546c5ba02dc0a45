using System.Text.Json.Nodes;
using Leeway.Simulator.Wire;

namespace Leeway.Simulator.Site.Jira;

/// <summary>The bulk operations, whose work continues after the response.</summary>
internal sealed class BulkOperations(JiraState state, TaskQueue tasks, IssueEditor editor, FieldReader reader)
{
    private const int MaxIssues = 1000;

    private readonly Dictionary<string, BulkRun> _runs = [];

    public void AddTo(OperationTable table)
    {
        table.Add("jira", "submitBulkDelete", Delete);
        table.Add("jira", "submitBulkEdit", Edit);
        table.Add("jira", "submitBulkMove", Move);
        table.Add("jira", "submitBulkTransition", Transition);
        table.Add("jira", "submitBulkWatch", call => Watch(call, isWatching: true));
        table.Add("jira", "submitBulkUnwatch", call => Watch(call, isWatching: false));
        table.Add("jira", "getBulkOperationProgress", GetProgress);
        table.Add("jira", "getAvailableTransitions", ListTransitions);
    }

    private SimulatedResponse GetProgress(SiteRequest call) =>
        _runs.TryGetValue(call["taskId"], out BulkRun? run)
            ? SimulatedResponse.Json(200, run.Describe(call, tasks.Find(call["taskId"])!))
            : ErrorAnswers.Jira(404, $"The task {call["taskId"]} was not found.");

    private SimulatedResponse Delete(SiteRequest call) => Start(
        call,
        "Delete issues",
        ReadSelection(call.ReadObject()),
        (issue, at) =>
        {
            state.RemoveIssue(issue, call.Caller, at);
            return null;
        });

    private SimulatedResponse Edit(SiteRequest call)
    {
        JsonObject? body = call.ReadObject();
        List<string> actions = (body?["selectedActions"]).Ids();
        if (actions.Count == 0 || body?["editedFieldsInput"] is not JsonObject input)
        {
            return ErrorAnswers.Jira(400, "Specify 'selectedActions' and 'editedFieldsInput'.");
        }

        List<BulkFieldEdit> edits = BulkFieldEdit.Read(input);
        foreach (string action in actions)
        {
            if (!edits.Exists(edit => edit.FieldId == action))
            {
                return ErrorAnswers.Jira(400, $"'editedFieldsInput' has no value for '{action}', which is one of 'selectedActions'.");
            }
        }

        edits.RemoveAll(edit => !actions.Contains(edit.FieldId));
        return Start(call, "Edit issues", ReadSelection(body), (issue, at) => Apply(call, issue, edits, at));
    }

    private string? Apply(SiteRequest call, JiraIssue issue, List<BulkFieldEdit> edits, DateTimeOffset at)
    {
        IssueChanges changes = new();
        foreach (BulkFieldEdit edit in edits)
        {
            if (state.FindField(edit.FieldId) is not { IsEditable: true } field)
            {
                return $"Field '{edit.FieldId}' cannot be set. It is not on the appropriate screen, or unknown.";
            }

            FieldInput read = reader.Read(field, issue.Project, call.Caller, edit.Value);
            if (read.Error is { } error)
            {
                return $"{field.Name}: {error}";
            }

            changes.Set(field, edit.Merge(issue.Values.GetValueOrDefault(field.Id) as JsonArray, read.Value));
        }

        editor.Apply(issue, changes, call.Caller, at);
        return null;
    }

    private SimulatedResponse Move(SiteRequest call)
    {
        if (call.ReadObject()?["targetToSourcesMapping"] is not JsonObject { Count: > 0 } mapping)
        {
            return ErrorAnswers.Jira(400, "Specify 'targetToSourcesMapping'.");
        }

        List<string> selected = [];
        Dictionary<JiraIssue, (JiraProject Project, JiraIssueType Type, JiraStatus? Status)> targets = [];
        foreach ((string key, JsonNode? sources) in mapping)
        {
            // The key names the project, the issue type, and for a subtask the parent.
            string[] parts = key.Split(',');
            if (parts.Length < 2 || state.FindProject(parts[0]) is not { } project || state.IssueTypes.Find(type => type.Id == parts[1]) is not { } type)
            {
                return ErrorAnswers.Jira(400, $"The target '{key}' is not a project and an issue type, separated by a comma.");
            }

            foreach (string id in sources.Member("issueIdsOrKeys").Ids())
            {
                selected.Add(id);
                if (state.FindIssue(id) is { } issue)
                {
                    targets[issue] = (project, type, FindTargetStatus(sources, issue.Status));
                }
            }
        }

        return Start(call, "Move issues", selected, (issue, at) =>
        {
            (JiraProject project, JiraIssueType type, JiraStatus? status) = targets[issue];
            Move(call, issue, project, type, at);
            if (status is not null)
            {
                editor.MoveTo(issue, status, call.Caller, at);
            }

            return null;
        });
    }

    private void Move(SiteRequest call, JiraIssue issue, JiraProject project, JiraIssueType type, DateTimeOffset at)
    {
        List<JiraChange> history = [];
        if (type != issue.Type)
        {
            history.Add(new(state.GetField(FieldIds.IssueType), new(issue.Type.Id, issue.Type.Name), new(type.Id, type.Name)));
            issue.Type = type;
        }

        if (project != issue.Project)
        {
            history.Add(new(state.GetField(FieldIds.Project), new(issue.Project.Id, issue.Project.Name), new(project.Id, project.Name)));
            issue.Project = project;
            issue.Key = JiraState.NextKey(project);

            // Components and versions belong to a project.
            foreach (JiraField field in state.Fields.FindAll(static field => field.Kind is FieldKind.Component or FieldKind.Version))
            {
                issue.Values.Remove(field.Id);
            }
        }

        editor.Record(issue, history, call.Caller, at);
    }

    // The targets are grouped by the id of the new status, each with the ids of the old ones.
    private JiraStatus? FindTargetStatus(JsonNode? sources, JiraStatus current)
    {
        foreach (JsonNode? target in sources.Member("targetStatus") as JsonArray ?? [])
        {
            foreach ((string id, JsonNode? from) in target.Member("statuses") as JsonObject ?? [])
            {
                if (from.Ids().Contains(current.Id))
                {
                    return state.Statuses.Find(status => status.Id == id);
                }
            }
        }

        return null;
    }

    private SimulatedResponse Transition(SiteRequest call)
    {
        List<string> selected = [];
        Dictionary<JiraIssue, JiraStatus> targets = [];
        foreach (JsonNode? input in call.ReadObject()?["bulkTransitionInputs"] as JsonArray ?? [])
        {
            string? id = input.Member("transitionId").Id();
            if (state.Statuses.Find(status => status.TransitionId == id) is not { } status)
            {
                return ErrorAnswers.Jira(400, $"Transition id '{id}' is not valid.");
            }

            foreach (string idOrKey in input.Member("selectedIssueIdsOrKeys").Ids())
            {
                selected.Add(idOrKey);
                if (state.FindIssue(idOrKey) is { } issue)
                {
                    targets[issue] = status;
                }
            }
        }

        return Start(call, "Transition issues", selected, (issue, at) =>
        {
            editor.MoveTo(issue, targets[issue], call.Caller, at);
            return null;
        });
    }

    private SimulatedResponse Watch(SiteRequest call, bool isWatching) => Start(
        call,
        isWatching ? "Watch issues" : "Unwatch issues",
        ReadSelection(call.ReadObject()),
        (issue, _) =>
        {
            if (call.Caller is not { } caller)
            {
                return "A service account cannot watch issues.";
            }

            issue.Watchers.Remove(caller.AccountId);
            if (isWatching)
            {
                issue.Watchers.Add(caller.AccountId);
            }

            return null;
        });

    private SimulatedResponse ListTransitions(SiteRequest call)
    {
        List<string> selected = call.QueryList("issueIdsOrKeys");
        JsonArray transitions = state.Statuses.Select(static status => new JsonObject
        {
            ["transitionId"] = int.Parse(status.TransitionId, System.Globalization.CultureInfo.InvariantCulture),
            ["transitionName"] = status.Name,
            ["to"] = new JsonObject { ["statusId"] = int.Parse(status.Id, System.Globalization.CultureInfo.InvariantCulture), ["statusName"] = status.Name },
        }).ToJsonArray();
        return SimulatedResponse.Json(200, new JsonObject
        {
            ["availableTransitions"] = new JsonArray(new JsonObject
            {
                ["isTransitionsFiltered"] = false,
                ["issues"] = selected.Select(state.FindIssue).OfType<JiraIssue>().Select(static issue => (JsonNode)issue.Key).ToJsonArray(),
                ["transitions"] = transitions,
            }),
        });
    }

    private static List<string> ReadSelection(JsonObject? body) => (body?["selectedIssueIdsOrKeys"]).Ids();

    private SimulatedResponse Start(SiteRequest call, string description, List<string> selected, Func<JiraIssue, DateTimeOffset, string?> change)
    {
        if (selected.Count is 0 or > MaxIssues)
        {
            return ErrorAnswers.Jira(400, $"Select from 1 to {MaxIssues} issues. The request selects {selected.Count}.");
        }

        BulkRun run = new(selected, state);
        SimulatedTask task = tasks.Start(call, description, run.Count, (step, at) => run.Change(step, issue => change(issue, at)));
        _runs.Add(task.Id, run);
        return SimulatedResponse.Json(201, new JsonObject { ["taskId"] = task.Id });
    }
}
