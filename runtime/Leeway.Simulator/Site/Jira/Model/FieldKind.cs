namespace Leeway.Simulator.Site.Jira;

/// <summary>What a field holds: one of these values, or a list of them.</summary>
internal enum FieldKind
{
    /// <summary>A value that Jira computes, such as the time of the last change.</summary>
    Computed,

    /// <summary>One line of text.</summary>
    Text,

    /// <summary>Rich text.</summary>
    Document,
    Number,
    Date,
    DateTime,
    Url,
    Label,
    Option,

    /// <summary>An option and one of its children.</summary>
    CascadingOption,
    User,
    Group,
    Version,
    Component,
    Project,
    Priority,
    IssueType,

    /// <summary>The parent of an issue.</summary>
    Parent,

    /// <summary>The key of an epic.</summary>
    EpicLink,
    Sprint,

    /// <summary>An object of Assets.</summary>
    Asset,
    TimeTracking,

    /// <summary>A JSON value that only an app understands.</summary>
    Any,
}
