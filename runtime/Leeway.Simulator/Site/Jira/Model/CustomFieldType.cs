namespace Leeway.Simulator.Site;

/// <summary>The types of custom fields that Jira and its apps provide. Others can be described by their schema.</summary>
public enum CustomFieldType
{
    /// <summary>One line of text.</summary>
    Text,

    /// <summary>Several lines of rich text.</summary>
    TextArea,

    /// <summary>A number.</summary>
    Number,

    /// <summary>One of several options, in a list.</summary>
    Select,

    /// <summary>Any number of options, in a list.</summary>
    MultiSelect,

    /// <summary>One of several options, as radio buttons.</summary>
    RadioButtons,

    /// <summary>Any number of options, as check boxes.</summary>
    Checkboxes,

    /// <summary>An option, and one of the options below it.</summary>
    CascadingSelect,

    /// <summary>A date.</summary>
    Date,

    /// <summary>A date and a time.</summary>
    DateTime,

    /// <summary>A user.</summary>
    User,

    /// <summary>Any number of users.</summary>
    MultiUser,

    /// <summary>A group.</summary>
    Group,

    /// <summary>Any number of groups.</summary>
    MultiGroup,

    /// <summary>Any number of labels.</summary>
    Labels,

    /// <summary>A web address.</summary>
    Url,

    /// <summary>A version of the project.</summary>
    Version,

    /// <summary>Any number of versions of the project.</summary>
    MultiVersion,

    /// <summary>A project.</summary>
    Project,

    /// <summary>The sprints of an issue. It is written as the id of one sprint.</summary>
    Sprint,

    /// <summary>The key of the epic of an issue.</summary>
    EpicLink,

    /// <summary>Objects of Assets.</summary>
    Assets,

    /// <summary>An object of a Forge app.</summary>
    Forge,

    /// <summary>A text that only apps and imports can set.</summary>
    ReadOnly,
}
