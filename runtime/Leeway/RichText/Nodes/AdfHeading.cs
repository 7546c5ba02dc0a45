namespace Leeway.RichText;

/// <summary>A heading without marks.</summary>
public sealed class AdfHeading :
    AdfHeadingBase, IAdfBlock, IAdfPanelContent, IAdfExpandContent, IAdfNestedExpandContent, IAdfTableCellContent,
    IAdfLayoutColumnContent, IAdfBodiedExtensionContent, IAdfBodiedSyncBlockContent
{
    /// <summary>Initializes a heading.</summary>
    /// <param name="level">The level, from 1 to 6.</param>
    /// <param name="content">The text and other content of the line.</param>
    /// <exception cref="ArgumentOutOfRangeException">The level is not from 1 to 6.</exception>
    public AdfHeading(int level, IEnumerable<AdfInline> content)
        : base(level, content)
    {
    }

    internal AdfHeading(in AdfNodeParts parts)
        : base(in parts)
    {
    }
}
