using System.Globalization;
using System.Text.Json.Nodes;
using Leeway.Simulator.Authorization;

namespace Leeway.Simulator.Site.Jira;

/// <summary>Checks the values that callers send for fields, and converts them to those that are stored.</summary>
internal sealed class FieldReader(JiraState state)
{
    private const int MaxTextLength = 255;

    /// <summary>Checks the value of a field.</summary>
    /// <param name="field">The field.</param>
    /// <param name="project">The project of the issue.</param>
    /// <param name="caller">The caller, who may be a user that was not added.</param>
    /// <param name="value">The value.</param>
    public FieldInput Read(JiraField field, JiraProject project, Account? caller, JsonNode? value)
    {
        if (value is null || (value.Text() is "" && field.Kind != FieldKind.Label))
        {
            return field.IsRequired ? FieldInput.Reject($"{field.Name} is required.") : FieldInput.Cleared;
        }

        // A sprint field holds a list, but is written as one id.
        if (!field.IsList || field.Kind == FieldKind.Sprint)
        {
            return ReadItem(field, project, caller, value);
        }

        if (value is not JsonArray items)
        {
            return FieldInput.Reject("data was not an array");
        }

        JsonArray stored = [];
        foreach (JsonNode? item in items)
        {
            FieldInput input = ReadItem(field, project, caller, item);
            if (input.Error is not null)
            {
                return input;
            }

            if (input.Value is { } accepted && !Contains(stored, accepted))
            {
                stored.Add(accepted);
            }
        }

        return stored.Count == 0 ? FieldInput.Cleared : FieldInput.Accept(stored);
    }

    /// <summary>Checks one item of a field that is a list, or the value of another one.</summary>
    public FieldInput ReadItem(JiraField field, JiraProject project, Account? caller, JsonNode? value) => field.Kind switch
    {
        FieldKind.Text => ReadText(field, value),
        FieldKind.Document => ReadDocument(value),
        FieldKind.Number => value.Number() is not null ? FieldInput.Accept(value!.DeepClone()) : FieldInput.Reject("Operation value must be a number"),
        FieldKind.Date => ReadDate(value),
        FieldKind.DateTime => ReadDateTime(value),
        FieldKind.Url => ReadUrl(value),
        FieldKind.Label => ReadLabel(value),
        FieldKind.Option => FindOption(field, value, null) is { } option ? FieldInput.Accept(option.Id) : RejectOption(value),
        FieldKind.CascadingOption => ReadCascadingOption(field, value),
        FieldKind.User => ReadUser(field, caller, value),
        FieldKind.Group => ReadGroup(value),
        FieldKind.Version => FindNamed(project.Versions, value, static version => (version.Id, version.Name), "Version"),
        FieldKind.Component => FindNamed(project.Components, value, static component => (component.Id, component.Name), "Component"),
        FieldKind.Project => state.FindProject(value.Member("key").Text() ?? value.Member("id").Id()) is { } found
            ? FieldInput.Accept(found.Id)
            : FieldInput.Reject("Specify a valid project ID or key"),
        FieldKind.Priority => FindNamed(state.Priorities, value, static priority => (priority.Id, priority.Name), "Priority"),
        FieldKind.IssueType => FindNamed(state.IssueTypes, value, static type => (type.Id, type.Name), "Issue type"),
        FieldKind.Parent => state.FindIssue(value.Member("key").Text() ?? value.Member("id").Id()) is { } parent
            ? FieldInput.Accept(parent.Id)
            : FieldInput.Reject("Could not find issue by id or key."),
        FieldKind.EpicLink => state.FindIssue(value.Text()) is { } epic
            ? FieldInput.Accept(epic.Key)
            : FieldInput.Reject($"The issue '{value.Text()}' does not exist."),
        FieldKind.Sprint => value.Number() is { } sprint && sprint == Math.Floor(sprint)
            ? FieldInput.Accept(new JsonArray(JsonValue.Create((long)sprint)))
            : FieldInput.Reject("Number value expected as the Sprint id."),
        FieldKind.Asset => ReadAsset(value),
        FieldKind.TimeTracking => ReadTimeTracking(value),
        _ => FieldInput.Accept(value?.DeepClone() ?? new JsonObject()),
    };

    private static bool Contains(JsonArray items, JsonNode value)
    {
        foreach (JsonNode? item in items)
        {
            if (JsonNode.DeepEquals(item, value))
            {
                return true;
            }
        }

        return false;
    }

    private static FieldInput ReadText(JiraField field, JsonNode? value)
    {
        if (value.Text() is not { } text)
        {
            return FieldInput.Reject("Operation value must be a string");
        }

        if (text.Length > MaxTextLength)
        {
            return FieldInput.Reject(field.Id == FieldIds.Summary
                ? $"Summary must be less than {MaxTextLength} characters."
                : $"The entered text is too long. It exceeds the allowed limit of {MaxTextLength} characters.");
        }

        return field.Id == FieldIds.Summary && text.AsSpan().ContainsAny('\n', '\r')
            ? FieldInput.Reject("The summary is invalid because it contains newline characters.")
            : FieldInput.Accept(text);
    }

    private static FieldInput ReadDocument(JsonNode? value) =>
        AdfText.IsDocument(value)
            ? FieldInput.Accept(value!.DeepClone())
            : FieldInput.Reject("Operation value must be an Atlassian Document (see the Atlassian Document Format)");

    private static FieldInput ReadDate(JsonNode? value) =>
        value.Text() is { } text && DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _)
            ? FieldInput.Accept(text)
            : FieldInput.Reject($"Error parsing date string: {Show(value)}");

    private static FieldInput ReadDateTime(JsonNode? value) =>
        JiraTime.TryParse(value.Text(), out DateTimeOffset time)
            ? FieldInput.Accept(JiraJson.FormatDate(time))
            : FieldInput.Reject($"Error parsing time: {Show(value)}");

    private static FieldInput ReadUrl(JsonNode? value) =>
        Uri.TryCreate(value.Text(), UriKind.Absolute, out _)
            ? FieldInput.Accept(value.Text()!)
            : FieldInput.Reject($"The URL '{Show(value)}' is not valid.");

    private static FieldInput ReadLabel(JsonNode? value) =>
        value.Text() is not { Length: > 0 } text ? FieldInput.Reject("string expected at index 0")
        : text.Contains(' ', StringComparison.Ordinal) ? FieldInput.Reject($"The label '{text}' contains spaces which is invalid.")
        : FieldInput.Accept(text);

    private static FieldInput ReadCascadingOption(JiraField field, JsonNode? value)
    {
        if (FindOption(field, value, null) is not { } parent)
        {
            return RejectOption(value);
        }

        JsonObject stored = new() { ["id"] = parent.Id };
        if (value.Member("child") is not { } child)
        {
            return FieldInput.Accept(stored);
        }

        if (FindOption(field, child, parent.Id) is not { } option)
        {
            return RejectOption(child);
        }

        stored["child"] = option.Id;
        return FieldInput.Accept(stored);
    }

    // An id finds an option before its text does.
    private static JiraOption? FindOption(JiraField field, JsonNode? value, string? parentId)
    {
        string? id = value.Member("id").Id();
        string? text = value.Member("value").Text();
        return field.Options.Find(option => option.ParentId == parentId && (id is not null ? option.Id == id : option.Value == text));
    }

    private static FieldInput RejectOption(JsonNode? value) => FieldInput.Reject(
        value is not JsonObject ? "Specify an 'id' or 'value' in an object"
        : value["id"].Id() is { } id ? $"Option id '{id}' is not valid"
        : $"Option value '{Show(value["value"])}' is not valid");

    private FieldInput ReadUser(JiraField field, Account? caller, JsonNode? value)
    {
        // Jira uses -1 for the default assignee of the project, which is nobody here.
        string? id = value.Member("accountId").Text() ?? value.Member("id").Text();
        if (id == "-1" || (value is JsonObject member && member.TryGetPropertyValue("accountId", out JsonNode? account) && account is null))
        {
            return FieldInput.Cleared;
        }

        if (id is null)
        {
            return FieldInput.Reject("Specify an 'accountId' in an object");
        }

        Account? user = state.FindUser(id) ?? (caller?.AccountId == id ? caller : null);
        return user is null ? FieldInput.Reject($"User '{id}' does not exist.")
            : field.Id == FieldIds.Assignee && state.Guests.Contains(user) ? FieldInput.Reject($"User '{id}' cannot be assigned issues.")
            : FieldInput.Accept(user.AccountId);
    }

    private FieldInput ReadGroup(JsonNode? value)
    {
        string? name = value.Member("name").Text() ?? value.Member("groupId").Text();
        return name is not null && state.Groups.Contains(name)
            ? FieldInput.Accept(name)
            : FieldInput.Reject($"Could not find group with name '{name ?? Show(value)}'.");
    }

    private static FieldInput FindNamed<T>(List<T> items, JsonNode? value, Func<T, (string Id, string Name)> identify, string what)
    {
        string? id = value.Member("id").Id();
        string? name = value.Member("name").Text();
        foreach (T item in items)
        {
            (string itemId, string itemName) = identify(item);
            if (id is not null ? itemId == id : itemName == name)
            {
                return FieldInput.Accept(itemId);
            }
        }

        return FieldInput.Reject(
            value is not JsonObject || (id is null && name is null) ? $"{what}: specify an 'id' or 'name' in an object"
            : id is not null ? $"{what} id '{id}' is not valid"
            : $"{what} name '{name}' is not valid");
    }

    private static FieldInput ReadAsset(JsonNode? value)
    {
        string? id = value.Member("id").Text();
        string[] parts = id?.Split(':') ?? [];
        return parts is [var workspace, var objectId]
            ? FieldInput.Accept(new JsonObject { ["workspaceId"] = workspace, ["id"] = id, ["objectId"] = objectId })
            : FieldInput.Reject("Specify the 'id' of an object as 'workspaceId:objectId'");
    }

    private static FieldInput ReadTimeTracking(JsonNode? value)
    {
        JsonObject stored = [];
        foreach (string name in (ReadOnlySpan<string>)["originalEstimate", "remainingEstimate"])
        {
            JsonNode? member = value.Member(name) ?? value.Member(name + "Seconds");
            if (member is null)
            {
                continue;
            }

            long? seconds = member.Text() is { } text ? JiraDuration.Parse(text) : (long?)member.Number();
            if (seconds is null)
            {
                return FieldInput.Reject($"'{Show(member)}' is not a duration. Use a form such as '3h 30m'.");
            }

            stored[name + "Seconds"] = seconds;
        }

        return stored.Count > 0 ? FieldInput.Accept(stored) : FieldInput.Reject("Specify an 'originalEstimate' or a 'remainingEstimate'");
    }

    private static string Show(JsonNode? value) => value.Text() ?? value?.ToJsonString() ?? "null";
}
