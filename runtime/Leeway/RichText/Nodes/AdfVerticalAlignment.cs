namespace Leeway.RichText;

/// <summary>The vertical alignment in a cell or a column.</summary>
public enum AdfVerticalAlignment
{
    /// <summary>At the top.</summary>
    Top,

    /// <summary>In the middle.</summary>
    Middle,

    /// <summary>At the bottom.</summary>
    Bottom,
}
