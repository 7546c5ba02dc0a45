namespace Leeway.RichText;

/// <summary>How wide an extension is.</summary>
public enum AdfExtensionLayout
{
    /// <summary>Wider than the text.</summary>
    Wide,

    /// <summary>As wide as the page.</summary>
    FullWidth,

    /// <summary>As wide as the text.</summary>
    Default,
}
