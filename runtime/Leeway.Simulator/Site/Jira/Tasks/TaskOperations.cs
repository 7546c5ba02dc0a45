using System.Globalization;
using System.Text.Json.Nodes;
using Leeway.Simulator.Wire;

namespace Leeway.Simulator.Site.Jira;

/// <summary>The operations that start tasks, except bulk operations, and those of tasks.</summary>
internal sealed class TaskOperations(JiraState state, TaskQueue tasks, IssueEditor editor)
{
    /// <summary>The operations whose effect the simulator does not have, because it has no schemes, levels and templates. Their tasks run all the
    /// same.</summary>
    private static readonly string[] s_withoutEffect =
    [
        "associateSchemesToProjects", "createProjectWithCustomTemplate", "publishDraftWorkflowScheme", "removeLevel", "replaceIssueFieldOption",
        "switchWorkflowSchemeForProject", "updateSchemes",
    ];

    public void AddTo(OperationTable table)
    {
        table.Add("jira", "getTask", Get);
        table.Add("jira", "cancelTask", Cancel);
        table.Add("jira", "deleteCustomField", DeleteField);
        table.Add("jira", "replaceCustomFieldOption", ReplaceOption);
        table.Add("jira", "deletePriority", DeletePriority);
        table.Add("jira", "deleteResolution", DeleteResolution);
        table.Add("jira", "deleteProjectAsynchronously", DeleteProject);
        table.Add("jira", "bulkSetIssuesPropertiesList", SetProperties);
        table.Add("jira", "bulkSetIssuePropertiesByIssue", SetPropertiesByIssue);
        table.Add("jira", "bulkSetIssueProperty", SetProperty);
        table.Add("jira", "bulkDeleteIssueProperty", DeleteProperty);
        table.Add("jira", "exportArchivedIssues", ExportArchivedIssues);
        foreach (string id in s_withoutEffect)
        {
            table.Add("jira", id, call => Start(call, call.Operation!.Id, 1, static (_, _) => { }));
        }
    }

    private SimulatedResponse Get(SiteRequest call) =>
        tasks.Find(call["taskId"]) is { } task ? SimulatedResponse.Json(200, JiraTaskJson.Of(call, task)) : NotFound(call);

    private SimulatedResponse Cancel(SiteRequest call)
    {
        if (tasks.Find(call["taskId"]) is not { } task)
        {
            return NotFound(call);
        }

        if (task.IsFinished)
        {
            return ErrorAnswers.Jira(400, $"The task {task.Id} cannot be cancelled, because it has finished.");
        }

        task.Cancel(call.Now);
        return new SimulatedResponse(202);
    }

    private SimulatedResponse DeleteField(SiteRequest call)
    {
        if (state.FindField(call["id"]) is not { IsCustom: true } field)
        {
            return ErrorAnswers.Jira(404, "The custom field was not found.");
        }

        return Start(call, $"Delete the field {field}", 1, (_, _) =>
        {
            state.Fields.Remove(field);
            foreach (JiraIssue issue in state.Issues)
            {
                issue.Values.Remove(field.Id);
            }
        });
    }

    private SimulatedResponse ReplaceOption(SiteRequest call)
    {
        if (state.FindField(call["fieldId"]) is not { IsCustom: true, Kind: FieldKind.Option } field || field.FindOption(call["optionId"]) is not { } option)
        {
            return ErrorAnswers.Jira(404, "The custom field option was not found.");
        }

        JiraOption? replacement = field.FindOption(call.Query("replaceWith"));
        if (replacement is null && call.Query("replaceWith") is not null)
        {
            return ErrorAnswers.Jira(400, $"Option id '{call.Query("replaceWith")}' is not valid");
        }

        List<JiraIssue> issues = state.Issues.FindAll(issue => Uses(issue, field, option));
        JsonArray modified = [];
        return Start(
            call,
            $"Remove the option {option.Value} of {field} from issues",
            issues.Count,
            (step, at) =>
            {
                IssueChanges changes = new();
                changes.Set(field, Replace(issues[step].Values[field.Id], option, replacement));
                editor.Apply(issues[step], changes, call.Caller, at);
                modified.Add((JsonNode)NumberOf(issues[step].Id));
            },
            () => new JsonObject
            {
                ["errors"] = new JsonObject { ["errorMessages"] = new JsonArray(), ["errors"] = new JsonObject() },
                ["modifiedIssues"] = modified.DeepClone(),
                ["unmodifiedIssues"] = new JsonArray(),
            });
    }

    private static bool Uses(JiraIssue issue, JiraField field, JiraOption option) =>
        issue.Values.TryGetValue(field.Id, out JsonNode? value) && (value.Text() == option.Id || value.Ids().Contains(option.Id));

    private static JsonNode? Replace(JsonNode value, JiraOption option, JiraOption? replacement)
    {
        if (value is not JsonArray items)
        {
            return replacement?.Id;
        }

        JsonArray replaced = [];
        foreach (string id in items.Ids())
        {
            if (id != option.Id)
            {
                replaced.Add((JsonNode)id);
            }
        }

        if (replacement is not null && !items.Ids().Contains(replacement.Id))
        {
            replaced.Add((JsonNode)replacement.Id);
        }

        return replaced.Count == 0 ? null : replaced;
    }

    private SimulatedResponse DeletePriority(SiteRequest call)
    {
        if (state.Priorities.Find(priority => priority.Id == call["id"]) is not { } priority)
        {
            return ErrorAnswers.Jira(404, $"The priority with id '{call["id"]}' does not exist");
        }

        if (state.Priorities.Count == 1)
        {
            return ErrorAnswers.Jira(400, "The last priority cannot be deleted.");
        }

        return Start(call, $"Delete the priority {priority.Name}", 1, (_, _) =>
        {
            state.Priorities.Remove(priority);
            foreach (JiraIssue issue in state.Issues.FindAll(issue => issue.Values.GetValueOrDefault(FieldIds.Priority).Text() == priority.Id))
            {
                issue.Values[FieldIds.Priority] = state.Priorities[^1].Id;
            }
        });
    }

    private SimulatedResponse DeleteResolution(SiteRequest call)
    {
        JiraResolution? resolution = state.Resolutions.Find(candidate => candidate.Id == call["id"]);
        JiraResolution? replacement = state.Resolutions.Find(candidate => candidate.Id == call.Query("replaceWith"));
        if (resolution is null || replacement is null || resolution == replacement)
        {
            return ErrorAnswers.Jira(resolution is null ? 404 : 400, "Specify the ids of two resolutions, to delete and to replace it with.");
        }

        return Start(call, $"Delete the resolution {resolution.Name}", 1, (_, _) =>
        {
            state.Resolutions.Remove(resolution);
            foreach (JiraIssue issue in state.Issues.FindAll(issue => issue.Resolution == resolution))
            {
                issue.Resolution = replacement;
            }
        });
    }

    private SimulatedResponse DeleteProject(SiteRequest call)
    {
        if (state.FindProject(call["projectIdOrKey"]) is not { } project)
        {
            return ErrorAnswers.Jira(404, $"No project could be found with key '{call["projectIdOrKey"]}'.");
        }

        return Start(call, $"Delete the project {project.Key}", 1, (_, at) =>
        {
            foreach (JiraIssue issue in state.Issues.FindAll(issue => issue.Project == project))
            {
                state.RemoveIssue(issue, call.Caller, at);
            }

            state.Projects.Remove(project);
        });
    }

    private SimulatedResponse SetProperties(SiteRequest call)
    {
        JsonObject? body = call.ReadObject();
        if (body?["properties"] is not JsonObject { Count: > 0 } properties)
        {
            return ErrorAnswers.Jira(400, "Specify the 'properties' to set.");
        }

        return ChangeProperties(call, [.. body["entitiesIds"].Ids().Select(id => (id, properties))]);
    }

    private SimulatedResponse SetPropertiesByIssue(SiteRequest call)
    {
        List<(string, JsonObject)> changes = [];
        foreach (JsonNode? entry in call.ReadObject()?["issues"] as JsonArray ?? [])
        {
            if (entry.Member("issueID").Id() is { } id && entry.Member("properties") is JsonObject properties)
            {
                changes.Add((id, properties));
            }
        }

        return changes.Count == 0 ? ErrorAnswers.Jira(400, "Specify 'issues' with 'issueID' and 'properties'.") : ChangeProperties(call, changes);
    }

    private SimulatedResponse SetProperty(SiteRequest call)
    {
        JsonObject? body = call.ReadObject();
        if (body is null || !body.ContainsKey("value"))
        {
            return ErrorAnswers.Jira(400, "Specify the 'value' to set. The simulator does not evaluate an 'expression'.");
        }

        JsonObject properties = new() { [call["propertyKey"]] = body["value"]?.DeepClone() };
        return ChangeProperties(call, [.. FindEntities(body["filter"]).Select(id => (id, properties))]);
    }

    private SimulatedResponse DeleteProperty(SiteRequest call)
    {
        string key = call["propertyKey"];
        List<JiraIssue> issues = [.. FindEntities(call.ReadObject()).Select(state.FindIssue).OfType<JiraIssue>()];
        return Start(call, $"Delete the property {key}", issues.Count, (step, at) =>
        {
            if (issues[step].Properties.Remove(key))
            {
                state.Events.Add(new JiraEvent(WebhookEventNames.IssuePropertyDeleted, issues[step], call.Caller, at) { PropertyKey = key });
            }
        });
    }

    // Without ids, all issues are changed.
    private List<string> FindEntities(JsonNode? filter) =>
        filter.Member("entityIds") is JsonArray ids ? ids.Ids() : state.Issues.ConvertAll(static issue => issue.Id);

    private SimulatedResponse ChangeProperties(SiteRequest call, List<(string Id, JsonObject Properties)> changes) => Start(
        call,
        "Set properties of issues",
        changes.Count,
        (step, at) =>
        {
            if (state.FindIssue(changes[step].Id) is not { } issue)
            {
                return;
            }

            foreach ((string key, JsonNode? value) in changes[step].Properties)
            {
                issue.Properties[key] = value?.DeepClone();
                state.Events.Add(new JiraEvent(WebhookEventNames.IssuePropertySet, issue, call.Caller, at) { PropertyKey = key });
            }
        });

    // This operation accepts the work and describes the task in a form of its own.
    private SimulatedResponse ExportArchivedIssues(SiteRequest call)
    {
        SimulatedTask task = tasks.Start(call, "Export archived issues", 1, static (_, _) => { });
        return SimulatedResponse.Json(202, new JsonObject
        {
            ["payload"] = call.ReadObject()?.ToJsonString() ?? "{}",
            ["progress"] = task.Progress,
            ["status"] = JiraTaskJson.Of(task.State),
            ["submittedTime"] = JiraJson.FormatDate(task.SubmittedAt),
            ["taskId"] = task.Id,
        });
    }

    private SimulatedResponse Start(SiteRequest call, string description, int steps, Action<int, DateTimeOffset> run, Func<JsonNode?>? createResult = null) =>
        JiraTaskJson.SeeOther(call, tasks.Start(call, description, steps, run, createResult));

    private static long NumberOf(string id) => long.Parse(id, CultureInfo.InvariantCulture);

    private static SimulatedResponse NotFound(SiteRequest call) => ErrorAnswers.Jira(404, $"The task {call["taskId"]} was not found.");
}
