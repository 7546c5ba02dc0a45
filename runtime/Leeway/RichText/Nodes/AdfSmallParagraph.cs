namespace Leeway.RichText;

/// <summary>A paragraph whose text is small.</summary>
public sealed class AdfSmallParagraph :
    AdfParagraphBase, IAdfBlock, IAdfListItemContent, IAdfPanelContent, IAdfExpandContent, IAdfNestedExpandContent, IAdfTableCellContent,
    IAdfLayoutColumnContent, IAdfBodiedExtensionContent, IAdfBodiedSyncBlockContent, IAdfBlockTaskItemContent
{
    /// <summary>Initializes a paragraph.</summary>
    /// <param name="content">The text and other content of the line.</param>
    public AdfSmallParagraph(IEnumerable<AdfInline> content)
        : base(content)
    {
        SetMark(AdfFontSize.Small);
    }

    internal AdfSmallParagraph(in AdfNodeParts parts)
        : base(in parts)
    {
    }
}
