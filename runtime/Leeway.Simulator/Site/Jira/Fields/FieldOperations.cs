using System.Globalization;
using System.Text.Json.Nodes;
using Leeway.Simulator.Wire;

namespace Leeway.Simulator.Site.Jira;

/// <summary>The operations that describe fields: their types, contexts and options, and what issues need and allow.</summary>
internal sealed class FieldOperations(JiraState state)
{
    private const string ContextName = "Default Configuration Scheme";

    public void AddTo(OperationTable table)
    {
        table.Add("jira", "getFields", ListFields);
        table.Add("jira", "getFieldsPaginated", SearchFields);
        table.Add("jira", "getContextsForField", ListContexts);
        table.Add("jira", "getOptionsForContext", ListOptions);
        table.Add("jira", "getCustomFieldOption", GetOption);
        table.Add("jira", "getCreateIssueMetaIssueTypes", ListCreateIssueTypes);
        table.Add("jira", "getCreateIssueMetaIssueTypeId", ListCreateFields);
        table.Add("jira", "getEditIssueMeta", GetEditMetadata);
        table.Add("jira", "getAllLabels", ListLabels);
    }

    /// <summary>Returns the schema of a field.</summary>
    public static JsonObject DescribeSchema(JiraField field)
    {
        JsonObject schema = new() { ["type"] = field.SchemaType };
        JiraJson.AddText(schema, "items", field.SchemaItems);
        if (field.IsCustom)
        {
            schema["custom"] = field.CustomType;
            schema["customId"] = field.CustomId;
        }
        else
        {
            schema["system"] = field.Id;
        }

        return schema;
    }

    /// <summary>Returns what an edit of an issue allows, by field id.</summary>
    public JsonObject DescribeEditableFields(SiteRequest call, JiraIssue issue)
    {
        JsonObject fields = [];
        foreach (JiraField field in state.Fields.FindAll(static field => field.IsEditable))
        {
            fields[field.Id] = DescribeMetadata(call, field, issue.Project);
        }

        fields[FieldIds.Comment] = DescribeMetadata(call, state.GetField(FieldIds.Comment), issue.Project);
        return fields;
    }

    private SimulatedResponse ListFields(SiteRequest call)
    {
        JsonArray fields = [];
        foreach (JiraField field in state.Fields)
        {
            JsonObject json = new()
            {
                ["id"] = field.Id,
                ["key"] = field.Id,
                ["name"] = field.Name,
                ["untranslatedName"] = field.Name,
                ["custom"] = field.IsCustom,
                ["orderable"] = field.IsEditable,
                ["navigable"] = field.Id is not (FieldIds.Comment or FieldIds.Worklog or FieldIds.Attachment),
                ["searchable"] = true,
                ["clauseNames"] = DescribeClauseNames(field),
                ["schema"] = DescribeSchema(field),
            };
            fields.Add((JsonNode)json);
        }

        // The key of an issue is a field without a schema.
        fields.Add((JsonNode)new JsonObject
        {
            ["id"] = "issuekey",
            ["key"] = "issuekey",
            ["name"] = "Key",
            ["untranslatedName"] = "Key",
            ["custom"] = false,
            ["orderable"] = false,
            ["navigable"] = true,
            ["searchable"] = false,
            ["clauseNames"] = new JsonArray("id", "issue", "issuekey", "key"),
        });
        return SimulatedResponse.Json(200, fields).Holding(objects: fields.Count);
    }

    private static JsonArray DescribeClauseNames(JiraField field) =>
        field.CustomId is { } number
            ? new JsonArray(string.Create(CultureInfo.InvariantCulture, $"cf[{number}]"), field.Name)
            : new JsonArray(field.Id);

    private SimulatedResponse SearchFields(SiteRequest call)
    {
        List<string> ids = call.QueryList("id");
        List<string> types = call.QueryList("type");
        string? query = call.Query("query");
        List<JiraField> found = state.Fields.FindAll(field =>
            (ids.Count == 0 || ids.Contains(field.Id))
            && (types.Count == 0 || types.Contains(field.IsCustom ? "custom" : "system"))
            && (query is null || field.Name.Contains(query, StringComparison.OrdinalIgnoreCase)));
        return JiraPage.Create(call, found, 50, 50, (_, field) =>
        {
            JsonObject json = new()
            {
                ["id"] = field.Id,
                ["key"] = field.Id,
                ["name"] = field.Name,
                ["schema"] = DescribeSchema(field),
                ["description"] = field.Description ?? "",
                ["isLocked"] = false,
                ["isUnscreenable"] = false,
            };
            if (field.IsCustom)
            {
                json["contextsCount"] = 1;
                json["projectsCount"] = state.Projects.Count;
                json["screensCount"] = 1;
                json["lastUsed"] = new JsonObject { ["type"] = "NOT_TRACKED" };
            }

            return json;
        });
    }

    private SimulatedResponse ListContexts(SiteRequest call)
    {
        if (FindCustomField(call["fieldId"]) is not { } field)
        {
            return FieldNotFound();
        }

        List<JiraField> contexts = [field];
        return JiraPage.Create(call, contexts, 50, 50, static (_, field) => new JsonObject
        {
            ["id"] = field.ContextId,
            ["name"] = $"{ContextName} for {field.Name}",
            ["description"] = "",
            ["isGlobalContext"] = true,
            ["isAnyIssueType"] = true,
        });
    }

    private SimulatedResponse ListOptions(SiteRequest call)
    {
        if (FindCustomField(call["fieldId"]) is not { } field)
        {
            return FieldNotFound();
        }

        if (call["contextId"] != field.ContextId)
        {
            return ErrorAnswers.Jira(404, "The custom field context was not found.");
        }

        string? optionId = call.Query("optionId");
        bool hasOnlyParents = call.QueryFlag("onlyOptions");
        List<JiraOption> options = field.Options.FindAll(option =>
            (optionId is null || option.Id == optionId || option.ParentId == optionId) && !(hasOnlyParents && option.ParentId is not null));
        return JiraPage.Create(call, options, 100, 100, static (_, option) =>
        {
            JsonObject json = new() { ["id"] = option.Id, ["value"] = option.Value, ["disabled"] = false };
            JiraJson.AddText(json, "optionId", option.ParentId);
            return json;
        });
    }

    private SimulatedResponse GetOption(SiteRequest call)
    {
        string id = call["id"];
        foreach (JiraField field in state.Fields)
        {
            if (field.FindOption(id) is { } option)
            {
                JsonObject json = new() { ["self"] = $"{call.Base}/rest/api/3/customFieldOption/{option.Id}", ["value"] = option.Value };
                return SimulatedResponse.Json(200, json).Holding(objects: 1);
            }
        }

        return ErrorAnswers.Jira(404, $"A custom field option with id '{id}' does not exist");
    }

    private SimulatedResponse ListCreateIssueTypes(SiteRequest call)
    {
        if (state.FindProject(call["projectIdOrKey"]) is null)
        {
            return ProjectNotFound(call["projectIdOrKey"]);
        }

        return JiraPage.CreateNamed(call, state.IssueTypes, "issueTypes", 50, 200, JiraJson.Of);
    }

    private SimulatedResponse ListCreateFields(SiteRequest call)
    {
        if (state.FindProject(call["projectIdOrKey"]) is not { } project)
        {
            return ProjectNotFound(call["projectIdOrKey"]);
        }

        if (state.IssueTypes.Find(type => type.Id == call["issueTypeId"]) is not { } type)
        {
            return ErrorAnswers.Jira(404, "Issue type could not be found.");
        }

        List<JiraField> fields = state.Fields.FindAll(static field => field.IsEditable || field.Id == FieldIds.Project);
        return JiraPage.CreateNamed(call, fields, "fields", 50, 200, (page, field) =>
        {
            JsonObject json = DescribeMetadata(page, field, project);
            if (field.Kind == FieldKind.IssueType)
            {
                json["allowedValues"] = new JsonArray(JiraJson.Of(page, type));
            }

            // A subtask needs a parent.
            json["required"] = field.IsRequired || (field.Kind == FieldKind.Parent && type.HierarchyLevel < 0);
            json["fieldId"] = field.Id;
            return json;
        });
    }

    private SimulatedResponse GetEditMetadata(SiteRequest call) =>
        state.FindIssue(call["issueIdOrKey"]) is { } issue
            ? SimulatedResponse.Json(200, new JsonObject { ["fields"] = DescribeEditableFields(call, issue) }).Holding(objects: 1)
            : IssueErrors.NotFound();

    private SimulatedResponse ListLabels(SiteRequest call)
    {
        SortedSet<string> labels = new(StringComparer.Ordinal);
        foreach (JiraIssue issue in state.Issues)
        {
            foreach (JsonNode? label in issue.Values.GetValueOrDefault(FieldIds.Labels) as JsonArray ?? [])
            {
                labels.Add(label.Text()!);
            }
        }

        return JiraPage.CreateOfValues(call, [.. labels], 1000, 1000, static (_, label) => JsonValue.Create(label));
    }

    private JsonObject DescribeMetadata(SiteRequest call, JiraField field, JiraProject project)
    {
        JsonObject json = new()
        {
            ["required"] = field.IsRequired,
            ["schema"] = DescribeSchema(field),
            ["name"] = field.Name,
            ["key"] = field.Id,
        };
        if (field.Kind == FieldKind.User)
        {
            json["autoCompleteUrl"] = $"{call.Base}/rest/api/3/user/search?query=";
        }

        json["hasDefaultValue"] = field.Kind == FieldKind.Priority;
        json["operations"] = field.Id == FieldIds.Comment ? new JsonArray("add", "edit", "remove")
            : field.Kind == FieldKind.TimeTracking ? new JsonArray("set", "edit")
            : field.IsList && field.Kind != FieldKind.Sprint ? new JsonArray("add", "set", "remove")
            : new JsonArray("set");
        if (ListAllowedValues(call, field, project) is { } allowed)
        {
            json["allowedValues"] = allowed;
        }

        return json;
    }

    private JsonArray? ListAllowedValues(SiteRequest call, JiraField field, JiraProject project) => field.Kind switch
    {
        FieldKind.Option => field.Options.Select(option => JiraJson.Of(call, option)).ToJsonArray(),
        FieldKind.CascadingOption => field.Options.FindAll(static option => option.ParentId is null).Select(option => DescribeWithChildren(call, field, option)).ToJsonArray(),
        FieldKind.Priority => state.Priorities.Select(priority => JiraJson.Of(call, priority)).ToJsonArray(),
        FieldKind.IssueType => state.IssueTypes.Select(type => JiraJson.Of(call, type)).ToJsonArray(),
        FieldKind.Component => project.Components.Select(component => JiraJson.Of(call, component)).ToJsonArray(),
        FieldKind.Version => project.Versions.Select(version => JiraJson.Of(call, version)).ToJsonArray(),
        FieldKind.Project => (field.IsCustom ? state.Projects : [project]).Select(candidate => JiraJson.Of(call, candidate)).ToJsonArray(),
        _ => null,
    };

    private static JsonObject DescribeWithChildren(SiteRequest call, JiraField field, JiraOption option)
    {
        JsonObject json = JiraJson.Of(call, option);
        json["children"] = field.Options.FindAll(child => child.ParentId == option.Id).Select(child => JiraJson.Of(call, child)).ToJsonArray();
        return json;
    }

    private JiraField? FindCustomField(string id) => state.FindField(id) is { IsCustom: true } field ? field : null;

    private static SimulatedResponse FieldNotFound() => ErrorAnswers.Jira(404, "The custom field was not found.");

    private static SimulatedResponse ProjectNotFound(string idOrKey) => ErrorAnswers.Jira(404, $"No project could be found with key '{idOrKey}'.");
}
