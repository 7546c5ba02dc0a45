using System;
using Leeway.Generator.Emission;
using Leeway.Generator.Fields.Shaping;

namespace Leeway.Generator.Fields.Emission;

/// <summary>The C# of the type of a field.</summary>
/// <param name="Type">The type of a value, without a question mark.</param>
/// <param name="IsNullable">Whether <c>Get</c> accepts the type with a question mark only.</param>
/// <param name="Description">What the field has, for its documentation.</param>
internal readonly record struct FieldTypeText(string Type, bool IsNullable, string Description)
{
    private const string Fields = "global::Leeway.Fields.";

    /// <summary>Returns the C# of the type of a field's values.</summary>
    /// <param name="site">The site of the field.</param>
    /// <param name="field">The field.</param>
    public static FieldTypeText Of(SiteShape site, FieldShape field) => field.Value switch
    {
        FieldValue.Json => new("global::Leeway.Json.RawJson", true, "of a type that is not known here"),
        FieldValue.Text => new("string", false, field.IsList ? "a list of texts" : "a text"),
        FieldValue.RichText => new("global::Leeway.RichText.AdfDocument", false, "a rich text"),
        FieldValue.Number => new("double", true, "a number"),
        FieldValue.Date => new("global::System.DateOnly", true, "a date"),
        FieldValue.DateTime => new("global::System.DateTimeOffset", true, "a date with a time"),
        FieldValue.Option => new(
            "global::" + GeneratedFile.FormatNamespace(site.Namespace) + "." + CSharpText.EscapeIdentifier(field.OptionType),
            false,
            field.IsList ? "a list of its options" : "one of its options"),
        FieldValue.CascadingOption => new(Fields + "FieldOption", false, field.IsList ? "a list of options" : "an option of each of two lists"),
        FieldValue.User => Refer("IssueUser", field, "a user", "a list of users"),
        FieldValue.Group => Refer("IssueGroup", field, "a group", "a list of groups"),
        FieldValue.Version => Refer("IssueVersion", field, "a version", "a list of versions"),
        FieldValue.Component => Refer("IssueComponent", field, "a component", "a list of components"),
        FieldValue.Project => Refer("IssueProject", field, "a project", "a list of projects"),
        FieldValue.IssueType => Refer("IssueType", field, "a type of issues", "a list of types of issues"),
        FieldValue.Priority => Refer("IssuePriority", field, "a priority", "a list of priorities"),
        FieldValue.Resolution => Refer("IssueResolution", field, "a resolution", "a list of resolutions"),
        FieldValue.Status => Refer("IssueStatus", field, "a status", "a list of statuses"),
        FieldValue.SecurityLevel => Refer("IssueSecurityLevel", field, "a security level", "a list of security levels"),
        FieldValue.TimeTracking => Refer("TimeTracking", field, "an estimate of time", "a list of estimates of time"),
        FieldValue.Attachment => Refer("IssueAttachment", field, "an attachment", "a list of attachments"),
        FieldValue.Sprint => Refer("IssueSprint", field, "a sprint", "a list of sprints"),
        FieldValue.Asset => Refer("AssetReference", field, "an object of Assets", "a list of objects of Assets"),
        _ => throw new ArgumentException($"There is no type for {field.Value}.", nameof(field)),
    };

    private static FieldTypeText Refer(string type, FieldShape field, string one, string several) => new(Fields + type, false, field.IsList ? several : one);
}
