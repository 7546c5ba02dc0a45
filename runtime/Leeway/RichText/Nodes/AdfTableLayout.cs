namespace Leeway.RichText;

/// <summary>The place of a table on the page.</summary>
public enum AdfTableLayout
{
    /// <summary>Wider than the text.</summary>
    Wide,

    /// <summary>As wide as the page.</summary>
    FullWidth,

    /// <summary>In the middle.</summary>
    Center,

    /// <summary>At the end of the lines.</summary>
    AlignEnd,

    /// <summary>At the start of the lines.</summary>
    AlignStart,

    /// <summary>As wide as the text.</summary>
    Default,
}
