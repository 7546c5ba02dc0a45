namespace Leeway.RichText;

/// <summary>A heading that is not aligned to the start of the line.</summary>
public sealed class AdfAlignedHeading : AdfHeadingBase, IAdfBlock, IAdfTableCellContent, IAdfLayoutColumnContent, IAdfBodiedSyncBlockContent
{
    /// <summary>Initializes a heading.</summary>
    /// <param name="alignment">The alignment.</param>
    /// <param name="level">The level, from 1 to 6.</param>
    /// <param name="content">The text and other content of the line.</param>
    /// <exception cref="ArgumentOutOfRangeException">The level is not from 1 to 6.</exception>
    public AdfAlignedHeading(AdfTextAlignment alignment, int level, IEnumerable<AdfInline> content)
        : base(level, content)
    {
        SetMark(new AdfAlignment(alignment));
    }

    internal AdfAlignedHeading(in AdfNodeParts parts)
        : base(in parts)
    {
    }

    /// <summary>The alignment.</summary>
    public AdfTextAlignment Alignment => FindMark<AdfAlignment>()!.Align;
}
