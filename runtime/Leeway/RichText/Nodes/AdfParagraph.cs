namespace Leeway.RichText;

/// <summary>A paragraph without marks.</summary>
public sealed class AdfParagraph :
    AdfParagraphBase, IAdfBlock, IAdfListItemContent, IAdfBlockquoteContent, IAdfPanelContent, IAdfExpandContent, IAdfNestedExpandContent,
    IAdfTableCellContent, IAdfLayoutColumnContent, IAdfBodiedExtensionContent, IAdfBodiedSyncBlockContent, IAdfBlockTaskItemContent
{
    /// <summary>Initializes a paragraph.</summary>
    /// <param name="content">The text and other content of the line.</param>
    public AdfParagraph(IEnumerable<AdfInline> content)
        : base(content)
    {
    }

    internal AdfParagraph(in AdfNodeParts parts)
        : base(in parts)
    {
    }
}
