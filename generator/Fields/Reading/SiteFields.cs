namespace Leeway.Generator.Fields.Reading;

/// <summary>The custom fields of a site, as <c>jira.fields.json</c> lists them.</summary>
/// <param name="Site">The address of the site.</param>
/// <param name="Fields">The fields.</param>
internal sealed record SiteFields(string Site, EquatableArray<SiteField> Fields)
{
    /// <summary>The version of the format.</summary>
    public const int Version = 1;
}

/// <summary>A custom field.</summary>
/// <param name="Id">The id, such as <c>customfield_10016</c>.</param>
/// <param name="Name">The name that people see.</param>
/// <param name="Schema">What values the field has.</param>
internal sealed record SiteField(string Id, string Name, FieldSchema Schema)
{
    /// <summary>The start of the id of every custom field.</summary>
    public const string IdPrefix = "customfield_";

    /// <summary>The key, if it is not the id.</summary>
    public string? Key { get; init; }

    /// <summary>The options; null if the field has none, or they could not be read.</summary>
    public EquatableArray<SiteFieldOption>? Options { get; init; }

    /// <summary>The digits of the id.</summary>
    public string Number => Id.Substring(IdPrefix.Length);
}

/// <summary>What values a field has, as Jira describes it.</summary>
/// <param name="Type">The type, such as <c>number</c> or <c>array</c>.</param>
/// <param name="Items">The type of the elements of an array.</param>
/// <param name="Custom">The type of the custom field, such as <c>com.atlassian.jira.plugin.system.customfieldtypes:float</c>.</param>
/// <param name="CustomId">The number in the id of the field.</param>
internal sealed record FieldSchema(string Type, string? Items, string? Custom, long? CustomId);

/// <summary>An option of a field with a list of options.</summary>
/// <param name="Id">The id, which has only digits.</param>
/// <param name="Value">The text that people see.</param>
internal sealed record SiteFieldOption(string Id, string Value)
{
    /// <summary>Whether the option cannot be chosen any more.</summary>
    public bool IsDisabled { get; init; }

    /// <summary>The options of the second list that depend on this option.</summary>
    public EquatableArray<SiteFieldOption> Children { get; init; }
}
