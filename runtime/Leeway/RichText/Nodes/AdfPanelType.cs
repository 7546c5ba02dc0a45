namespace Leeway.RichText;

/// <summary>The kinds of panels.</summary>
public enum AdfPanelType
{
    /// <summary>Information.</summary>
    Info,

    /// <summary>A note.</summary>
    Note,

    /// <summary>A tip.</summary>
    Tip,

    /// <summary>A warning.</summary>
    Warning,

    /// <summary>An error.</summary>
    Error,

    /// <summary>A success.</summary>
    Success,

    /// <summary>A panel with its own icon and color.</summary>
    Custom,
}
