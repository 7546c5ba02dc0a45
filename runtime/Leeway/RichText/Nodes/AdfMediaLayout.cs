namespace Leeway.RichText;

/// <summary>The place of an image or a card on the page.</summary>
public enum AdfMediaLayout
{
    /// <summary>Wider than the text.</summary>
    Wide,

    /// <summary>As wide as the page.</summary>
    FullWidth,

    /// <summary>In the middle.</summary>
    Center,

    /// <summary>At the end of the lines, with text beside it.</summary>
    WrapRight,

    /// <summary>At the start of the lines, with text beside it.</summary>
    WrapLeft,

    /// <summary>At the end of the lines.</summary>
    AlignEnd,

    /// <summary>At the start of the lines.</summary>
    AlignStart,
}
