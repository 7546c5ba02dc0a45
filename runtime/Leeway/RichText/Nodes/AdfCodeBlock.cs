namespace Leeway.RichText;

/// <summary>A block of code.</summary>
public sealed class AdfCodeBlock :
    AdfCodeBlockBase, IAdfBlock, IAdfListItemContent, IAdfBlockquoteContent, IAdfPanelContent, IAdfExpandContent, IAdfNestedExpandContent,
    IAdfTableCellContent, IAdfLayoutColumnContent, IAdfBodiedExtensionContent, IAdfBodiedSyncBlockContent
{
    /// <summary>Initializes a block of code.</summary>
    /// <param name="text">The code. Lines end with line feeds.</param>
    public AdfCodeBlock(string text)
        : base(text)
    {
    }

    internal AdfCodeBlock(in AdfNodeParts parts)
        : base(in parts)
    {
    }
}
