namespace Leeway.RichText;

/// <summary>A paragraph that is not aligned to the start of the line.</summary>
public sealed class AdfAlignedParagraph :
    AdfParagraphBase, IAdfBlock, IAdfTableCellContent, IAdfLayoutColumnContent, IAdfBodiedSyncBlockContent
{
    /// <summary>Initializes a paragraph.</summary>
    /// <param name="alignment">The alignment.</param>
    /// <param name="content">The text and other content of the line.</param>
    public AdfAlignedParagraph(AdfTextAlignment alignment, IEnumerable<AdfInline> content)
        : base(content)
    {
        SetMark(new AdfAlignment(alignment));
    }

    internal AdfAlignedParagraph(in AdfNodeParts parts)
        : base(in parts)
    {
    }

    /// <summary>The alignment.</summary>
    public AdfTextAlignment Alignment => FindMark<AdfAlignment>()!.Align;

    /// <summary>Whether the text is small.</summary>
    public bool IsSmall
    {
        get => FindMark<AdfFontSize>() is not null;
        init => SetMark(value ? AdfFontSize.Small : null);
    }
}
