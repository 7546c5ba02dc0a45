using System.Text.Json.Nodes;
using Leeway.Simulator.Authorization;

namespace Leeway.Simulator.Site.Jira;

/// <summary>Writes the stored values of fields as Jira returns them.</summary>
internal sealed class FieldWriter(JiraState state)
{
    /// <summary>Writes a value; null for none.</summary>
    public JsonNode? Write(SiteRequest call, JiraField field, JsonNode? stored)
    {
        // Labels, components and versions are empty lists if there are none; the lists of custom fields are null.
        if (stored is null)
        {
            return field is { IsList: true, IsCustom: false } ? new JsonArray() : null;
        }

        return field.IsList
            ? ((JsonArray)stored).Select(item => WriteItem(call, field, item)).ToJsonArray()
            : WriteItem(call, field, stored);
    }

    /// <summary>Returns a value as the changelog writes it.</summary>
    public JiraValueText Describe(JiraField field, JsonNode? stored)
    {
        if (stored is null)
        {
            return default;
        }

        if (!field.IsList)
        {
            return DescribeItem(field, stored);
        }

        List<string?> ids = [];
        List<string?> texts = [];
        foreach (JsonNode? item in (JsonArray)stored)
        {
            JiraValueText text = DescribeItem(field, item!);
            ids.Add(text.Id);
            texts.Add(text.Text);
        }

        return new JiraValueText(
            ids.Contains(null) ? null : string.Join(", ", ids),
            string.Join(field.Kind == FieldKind.Label ? " " : ", ", texts));
    }

    private JsonNode? WriteItem(SiteRequest call, JiraField field, JsonNode? stored)
    {
        string? id = stored.Text();
        return field.Kind switch
        {
            FieldKind.Option => field.FindOption(id) is { } option ? JiraJson.Of(call, option) : null,
            FieldKind.CascadingOption => WriteCascadingOption(call, field, stored),
            FieldKind.User => JiraJson.Of(call, FindUser(call, id)),
            FieldKind.Group => JiraJson.OfGroup(call, id!),
            FieldKind.Version => FindVersion(id) is { } version ? JiraJson.Of(call, version) : null,
            FieldKind.Component => FindComponent(id) is { } component ? JiraJson.Of(call, component) : null,
            FieldKind.Project => state.FindProject(id) is { } project ? JiraJson.Of(call, project) : null,
            FieldKind.Priority => state.Priorities.Find(priority => priority.Id == id) is { } priority ? JiraJson.Of(call, priority) : null,
            FieldKind.Sprint => JiraJson.OfSprint((long)stored.Number()!),
            _ => stored?.DeepClone(),
        };
    }

    private static JsonObject? WriteCascadingOption(SiteRequest call, JiraField field, JsonNode? stored)
    {
        if (field.FindOption(stored.Member("id").Text()) is not { } parent)
        {
            return null;
        }

        JsonObject json = JiraJson.Of(call, parent);
        if (field.FindOption(stored.Member("child").Text()) is { } child)
        {
            json["child"] = JiraJson.Of(call, child);
        }

        return json;
    }

    private JiraValueText DescribeItem(JiraField field, JsonNode stored)
    {
        string? id = stored.Text();
        return field.Kind switch
        {
            FieldKind.Document => new(null, AdfText.Of(stored)),
            FieldKind.Option => new(id, field.FindOption(id)?.Value),
            FieldKind.CascadingOption => DescribeCascadingOption(field, stored),
            FieldKind.User => new(id, state.FindUser(id)?.Name ?? id),
            FieldKind.Version => new(id, FindVersion(id)?.Name),
            FieldKind.Component => new(id, FindComponent(id)?.Name),
            FieldKind.Project => new(id, state.FindProject(id)?.Name),
            FieldKind.Priority => new(id, state.Priorities.Find(priority => priority.Id == id)?.Name),
            FieldKind.IssueType => new(id, state.IssueTypes.Find(type => type.Id == id)?.Name),
            FieldKind.Parent => new(id, state.FindIssue(id)?.Key),
            FieldKind.Date or FieldKind.DateTime or FieldKind.Group => new(id, id),
            FieldKind.Sprint => new(stored.Id(), JiraJson.OfSprint((long)stored.Number()!)["name"].Text()),
            FieldKind.Text or FieldKind.Url or FieldKind.Label or FieldKind.EpicLink => new(null, id),
            _ => new(null, stored.ToJsonString()),
        };
    }

    private static JiraValueText DescribeCascadingOption(JiraField field, JsonNode stored)
    {
        JiraOption? parent = field.FindOption(stored.Member("id").Text());
        JiraOption? child = field.FindOption(stored.Member("child").Text());
        string text = $"Parent values: {parent?.Value}({parent?.Id})";
        return new(null, child is null ? text : $"{text}Level 1 values: {child.Value}({child.Id})");
    }

    private Account? FindUser(SiteRequest call, string? id) => state.FindUser(id) ?? (call.Caller?.AccountId == id ? call.Caller : null);

    private JiraVersion? FindVersion(string? id) => state.Projects.SelectMany(static project => project.Versions).FirstOrDefault(version => version.Id == id);

    private JiraComponent? FindComponent(string? id) =>
        state.Projects.SelectMany(static project => project.Components).FirstOrDefault(component => component.Id == id);
}
