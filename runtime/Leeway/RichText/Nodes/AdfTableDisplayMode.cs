namespace Leeway.RichText;

/// <summary>How a table adapts to a narrow page.</summary>
public enum AdfTableDisplayMode
{
    /// <summary>The columns become narrower.</summary>
    Default,

    /// <summary>The columns keep their widths, and the table can be scrolled.</summary>
    Fixed,
}
