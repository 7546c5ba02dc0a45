namespace Leeway.RichText;

/// <summary>How wide a node is.</summary>
public enum AdfBreakoutMode
{
    /// <summary>Wider than the text.</summary>
    Wide,

    /// <summary>As wide as the page.</summary>
    FullWidth,
}
