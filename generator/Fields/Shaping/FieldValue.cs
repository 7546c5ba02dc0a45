namespace Leeway.Generator.Fields.Shaping;

/// <summary>What the values of a field are, or the elements of its list.</summary>
internal enum FieldValue
{
    /// <summary>Any JSON: the type is not known here.</summary>
    Json,
    Text,
    RichText,
    Number,
    Date,
    DateTime,

    /// <summary>One of the options of the field, as an open enum.</summary>
    Option,

    /// <summary>An option of each of two lists that depend on each other.</summary>
    CascadingOption,
    User,
    Group,
    Version,
    Component,
    Project,
    IssueType,
    Priority,
    Resolution,
    Status,
    SecurityLevel,
    TimeTracking,
    Attachment,
    Sprint,
    Asset,
}
