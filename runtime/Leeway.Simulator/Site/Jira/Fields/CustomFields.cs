using System.Globalization;

namespace Leeway.Simulator.Site.Jira;

/// <summary>Creates custom fields.</summary>
internal static class CustomFields
{
    private const string SystemTypes = "com.atlassian.jira.plugin.system.customfieldtypes:";
    private const string ForgeType = "ari:cloud:ecosystem::extension/6f7c3a10-2c7e-4f0e-9d55-7b1a3f6f8c01/3c9f8a72-5b0e-4a7e-8a3c-0d2b6a6d1f02/static/impact";

    /// <summary>Creates a field of a known type.</summary>
    public static JiraField Create(JiraState state, string name, CustomFieldType type)
    {
        (string key, string schema, string? items, FieldKind kind) = type switch
        {
            CustomFieldType.Text => (SystemTypes + "textfield", "string", null, FieldKind.Text),
            CustomFieldType.TextArea => (SystemTypes + "textarea", "string", null, FieldKind.Document),
            CustomFieldType.Number => (SystemTypes + "float", "number", null, FieldKind.Number),
            CustomFieldType.Select => (SystemTypes + "select", "option", null, FieldKind.Option),
            CustomFieldType.MultiSelect => (SystemTypes + "multiselect", "array", "option", FieldKind.Option),
            CustomFieldType.RadioButtons => (SystemTypes + "radiobuttons", "option", null, FieldKind.Option),
            CustomFieldType.Checkboxes => (SystemTypes + "multicheckboxes", "array", "option", FieldKind.Option),
            CustomFieldType.CascadingSelect => (SystemTypes + "cascadingselect", "option-with-child", null, FieldKind.CascadingOption),
            CustomFieldType.Date => (SystemTypes + "datepicker", "date", null, FieldKind.Date),
            CustomFieldType.DateTime => (SystemTypes + "datetime", "datetime", null, FieldKind.DateTime),
            CustomFieldType.User => (SystemTypes + "userpicker", "user", null, FieldKind.User),
            CustomFieldType.MultiUser => (SystemTypes + "multiuserpicker", "array", "user", FieldKind.User),
            CustomFieldType.Group => (SystemTypes + "grouppicker", "group", null, FieldKind.Group),
            CustomFieldType.MultiGroup => (SystemTypes + "multigrouppicker", "array", "group", FieldKind.Group),
            CustomFieldType.Labels => (SystemTypes + "labels", "array", "string", FieldKind.Label),
            CustomFieldType.Url => (SystemTypes + "url", "string", null, FieldKind.Url),
            CustomFieldType.Version => (SystemTypes + "version", "version", null, FieldKind.Version),
            CustomFieldType.MultiVersion => (SystemTypes + "multiversion", "array", "version", FieldKind.Version),
            CustomFieldType.Project => (SystemTypes + "project", "project", null, FieldKind.Project),
            CustomFieldType.Sprint => ("com.pyxis.greenhopper.jira:gh-sprint", "array", "json", FieldKind.Sprint),
            CustomFieldType.EpicLink => ("com.pyxis.greenhopper.jira:gh-epic-link", "any", null, FieldKind.EpicLink),
            CustomFieldType.Assets => ("com.atlassian.jira.plugins.cmdb:cmdb-object-cftype", "array", "cmdb-object-field", FieldKind.Asset),
            CustomFieldType.Forge => (ForgeType, "object", null, FieldKind.Any),
            CustomFieldType.ReadOnly => (SystemTypes + "readonlyfield", "string", null, FieldKind.Text),
            _ => throw new ArgumentOutOfRangeException(nameof(type), type, "This is not a type of custom fields."),
        };
        return Create(state, name, key, schema, items, kind, isEditable: type != CustomFieldType.ReadOnly);
    }

    /// <summary>Creates a field of a type that is described by its schema.</summary>
    public static JiraField Create(JiraState state, string name, string customType, string schemaType, string? schemaItems) =>
        Create(state, name, customType, schemaType, schemaItems, KindOf(schemaItems ?? schemaType), isEditable: true);

    private static JiraField Create(JiraState state, string name, string customType, string schemaType, string? schemaItems, FieldKind kind, bool isEditable)
    {
        string number = state.FieldNumbers.Next();
        JiraField field = new()
        {
            Id = $"customfield_{number}",
            CustomId = long.Parse(number, CultureInfo.InvariantCulture),
            Name = name,
            Kind = kind,
            IsList = schemaItems is not null,
            SchemaType = schemaType,
            SchemaItems = schemaItems,
            CustomType = customType,
            IsEditable = isEditable,
        };
        state.Fields.Add(field);
        return field;
    }

    private static FieldKind KindOf(string schema) => schema switch
    {
        "string" => FieldKind.Text,
        "number" => FieldKind.Number,
        "date" => FieldKind.Date,
        "datetime" => FieldKind.DateTime,
        "option" => FieldKind.Option,
        "option-with-child" => FieldKind.CascadingOption,
        "user" => FieldKind.User,
        "group" => FieldKind.Group,
        "version" => FieldKind.Version,
        "component" => FieldKind.Component,
        "project" => FieldKind.Project,
        _ => FieldKind.Any,
    };
}
