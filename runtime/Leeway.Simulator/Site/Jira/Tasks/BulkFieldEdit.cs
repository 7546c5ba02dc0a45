using System.Text.Json.Nodes;

namespace Leeway.Simulator.Site.Jira;

/// <summary>A new value of a field in a bulk edit, which has an input of its own for each type of field.</summary>
/// <param name="FieldId">The id of the field.</param>
/// <param name="Value">The value in the form that edits of one issue have; null to clear the field.</param>
/// <param name="Mode">What to do with the items that a list has: <c>ADD</c>, <c>REMOVE</c>, <c>REPLACE</c> or <c>REMOVE_ALL</c>.</param>
internal sealed record BulkFieldEdit(string FieldId, JsonNode? Value, string Mode)
{
    private static readonly Dictionary<string, Func<JsonNode, JsonNode?>> s_inputs = new()
    {
        ["cascadingSelectFields"] = ReadCascadingSelect,
        ["clearableNumberFields"] = static input => input.Member("value"),
        ["datePickerFields"] = static input => input.Member("date").Member("formattedDate"),
        ["dateTimePickerFields"] = static input => input.Member("dateTime").Member("formattedDateTime"),
        ["labelsFields"] = static input => ReadList(input, "labels", static item => item.Member("name")),
        ["multipleGroupPickerFields"] = static input => ReadList(input, "groups", static item => Wrap("name", item.Member("groupName"))),
        ["multipleSelectClearableUserPickerFields"] = static input => ReadList(input, "users", static item => Wrap("accountId", item.Member("accountId"))),
        ["multipleSelectFields"] = static input => ReadList(input, "options", static item => Wrap("id", item.Member("optionId"))),
        ["multipleVersionPickerFields"] = static input => ReadList(input, "versions", static item => Wrap("id", item.Member("versionId"))),
        ["richTextFields"] = static input => input.Member("richText").Member("adfValue"),
        ["singleGroupPickerFields"] = static input => Wrap("name", input.Member("group").Member("groupName")),
        ["singleLineTextFields"] = static input => input.Member("text"),
        ["singleSelectClearableUserPickerFields"] = static input => Wrap("accountId", input.Member("user").Member("accountId")),
        ["singleSelectFields"] = static input => Wrap("id", input.Member("option").Member("optionId")),
        ["singleVersionPickerFields"] = static input => Wrap("id", input.Member("version").Member("versionId")),
        ["urlFields"] = static input => input.Member("url"),
    };

    /// <summary>Reads the edits of a request.</summary>
    public static List<BulkFieldEdit> Read(JsonObject input)
    {
        List<BulkFieldEdit> edits = [];
        foreach ((string name, JsonNode? value) in input)
        {
            if (s_inputs.TryGetValue(name, out Func<JsonNode, JsonNode?>? read))
            {
                foreach (JsonNode? item in value as JsonArray ?? [])
                {
                    edits.Add(new BulkFieldEdit(item.Member("fieldId").Text() ?? "", read(item!)?.DeepClone(), ReadMode(item)));
                }
            }
            else if (ReadSystemField(name, value) is { } edit)
            {
                edits.Add(edit);
            }
        }

        return edits;
    }

    /// <summary>Combines the value that an issue has with the new one.</summary>
    public JsonNode? Merge(JsonArray? current, JsonNode? value)
    {
        if (Mode is not ("ADD" or "REMOVE" or "REMOVE_ALL"))
        {
            return value;
        }

        List<string> given = value.Ids();
        List<string> kept = Mode == "REMOVE_ALL" ? [] : current.Ids().FindAll(id => !given.Contains(id));
        kept.AddRange(Mode == "ADD" ? given : []);
        return kept.Count == 0 ? null : kept.Select(static id => (JsonNode)id).ToJsonArray();
    }

    private static BulkFieldEdit? ReadSystemField(string name, JsonNode? value) => name switch
    {
        "issueType" => new(FieldIds.IssueType, Wrap("id", value.Member("issueTypeId")), "REPLACE"),
        "priority" => new(FieldIds.Priority, Wrap("id", value.Member("priorityId")), "REPLACE"),
        "multiselectComponents" => new(
            FieldIds.Components, value is null ? null : ReadList(value, "components", static item => Wrap("id", item.Member("componentId"))), ReadMode(value)),
        "originalEstimateField" => new(FieldIds.TimeTracking, Wrap("originalEstimate", value.Member("originalEstimateField")), "REPLACE"),
        "timeTrackingField" => new(FieldIds.TimeTracking, Wrap("remainingEstimate", value.Member("timeRemaining")), "REPLACE"),
        _ => null,
    };

    private static JsonObject? ReadCascadingSelect(JsonNode input)
    {
        JsonObject? value = Wrap("id", input.Member("parentOptionValue").Member("optionId"));
        if (value is not null && Wrap("id", input.Member("childOptionValue").Member("optionId")) is { } child)
        {
            value["child"] = child;
        }

        return value;
    }

    private static JsonArray ReadList(JsonNode input, string name, Func<JsonNode?, JsonNode?> read) =>
        (input.Member(name) as JsonArray ?? []).Select(item => read(item)?.DeepClone()).ToJsonArray();

    private static JsonObject? Wrap(string name, JsonNode? value) => value is null ? null : new JsonObject { [name] = value.DeepClone() };

    private static string ReadMode(JsonNode? input) => input.Member("bulkEditMultiSelectFieldOption").Text() ?? "REPLACE";
}
