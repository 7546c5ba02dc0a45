namespace Leeway.RichText;

/// <summary>A heading that is indented.</summary>
public sealed class AdfIndentedHeading :
    AdfHeadingBase, IAdfBlock, IAdfTableCellContent, IAdfLayoutColumnContent, IAdfBodiedSyncBlockContent
{
    /// <summary>Initializes a heading.</summary>
    /// <param name="indentation">How far the heading is indented, from 1 to 6.</param>
    /// <param name="level">The level, from 1 to 6.</param>
    /// <param name="content">The text and other content of the line.</param>
    /// <exception cref="ArgumentOutOfRangeException">The indentation or the level is not from 1 to 6.</exception>
    public AdfIndentedHeading(int indentation, int level, IEnumerable<AdfInline> content)
        : base(level, content)
    {
        SetMark(new AdfIndentation(indentation));
    }

    internal AdfIndentedHeading(in AdfNodeParts parts)
        : base(in parts)
    {
    }

    /// <summary>How far the heading is indented, from 1 to 6.</summary>
    public int Indentation => FindMark<AdfIndentation>()!.Level;
}
