using System;
using Leeway.Generator.Fields.Reading;

namespace Leeway.Generator.Fields.Shaping;

/// <summary>Decides what the values of a field are, by its schema.</summary>
internal static class FieldTypes
{
    private const string Platform = "com.atlassian.jira.plugin.system.customfieldtypes:";
    private const string Software = "com.pyxis.greenhopper.jira:";

    /// <summary>The start of the type of every field of a Forge app.</summary>
    private const string Forge = "ari:";

    /// <summary>Returns what the values are, and whether the field has a list of them.</summary>
    public static (FieldValue Value, bool IsList) Find(FieldSchema schema) => schema.Custom switch
    {
        Platform + "textarea" => (FieldValue.RichText, false),
        Software + "gh-sprint" => (FieldValue.Sprint, true),
        Software + "gh-epic-link" => (FieldValue.Text, false),
        "com.atlassian.jira.plugins.cmdb:cmdb-object-cftype" => (FieldValue.Asset, true),
        { } custom when custom.StartsWith(Forge, StringComparison.Ordinal) => (FieldValue.Json, false),
        _ when schema.Type == "array" => FindItems(schema.Items),
        _ => (FindSingle(schema.Type), false),
    };

    /// <summary>Returns the type of a list. A list of elements of another type is any JSON.</summary>
    private static (FieldValue Value, bool IsList) FindItems(string? items)
    {
        FieldValue value = items == "attachment" ? FieldValue.Attachment : FindSingle(items);
        return value is FieldValue.Json or FieldValue.Number or FieldValue.Date or FieldValue.DateTime ? (FieldValue.Json, false) : (value, true);
    }

    private static FieldValue FindSingle(string? type) => type switch
    {
        "string" => FieldValue.Text,
        "number" => FieldValue.Number,
        "date" => FieldValue.Date,
        "datetime" => FieldValue.DateTime,
        "option" => FieldValue.Option,
        "option-with-child" => FieldValue.CascadingOption,
        "user" => FieldValue.User,
        "group" => FieldValue.Group,
        "version" => FieldValue.Version,
        "component" => FieldValue.Component,
        "project" => FieldValue.Project,
        "issuetype" => FieldValue.IssueType,
        "priority" => FieldValue.Priority,
        "resolution" => FieldValue.Resolution,
        "status" => FieldValue.Status,
        "securitylevel" => FieldValue.SecurityLevel,
        "timetracking" => FieldValue.TimeTracking,
        _ => FieldValue.Json,
    };
}
