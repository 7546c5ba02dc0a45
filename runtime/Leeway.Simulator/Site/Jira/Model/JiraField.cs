namespace Leeway.Simulator.Site.Jira;

/// <summary>A field of issues.</summary>
internal sealed class JiraField
{
    public required string Id { get; init; }

    public required string Name { get; set; }

    public required FieldKind Kind { get; init; }

    public bool IsList { get; init; }

    /// <summary>The type in the schema, such as <c>option-with-child</c>.</summary>
    public required string SchemaType { get; init; }

    /// <summary>The type of the items in the schema, if the field is a list.</summary>
    public string? SchemaItems { get; init; }

    /// <summary>The key of the custom field type; null for a system field.</summary>
    public string? CustomType { get; init; }

    /// <summary>The number in the id of a custom field.</summary>
    public long? CustomId { get; init; }

    /// <summary>Whether the field can be set by editing an issue.</summary>
    public bool IsEditable { get; init; } = true;

    public bool IsRequired { get; init; }

    public bool IsCustom => CustomType is not null;

    public string? Description { get; init; }

    /// <summary>The id of the context of a custom field, which applies to all projects and issue types.</summary>
    public string ContextId => $"{CustomId + 100}";

    public List<JiraOption> Options { get; } = [];

    public JiraOption? FindOption(string? id) => Options.Find(option => option.Id == id);

    public override string ToString() => $"{Name} ({Id})";
}
