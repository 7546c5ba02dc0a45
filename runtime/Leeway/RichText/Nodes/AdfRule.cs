namespace Leeway.RichText;

/// <summary>A horizontal line.</summary>
public sealed class AdfRule :
    AdfNode, IAdfBlock, IAdfPanelContent, IAdfExpandContent, IAdfNestedExpandContent, IAdfTableCellContent, IAdfLayoutColumnContent,
    IAdfBodiedExtensionContent, IAdfBodiedSyncBlockContent
{
    internal static readonly AdfNodeKind Definition = new(
        "rule",
        static (in AdfNodeParts parts) => new AdfRule(in parts),
        "localId\n"u8,
        [AdfTextAttribute.Any],
        null,
        AdfMarkTypes.None);

    /// <summary>Initializes a line.</summary>
    public AdfRule()
    {
    }

    private AdfRule(in AdfNodeParts parts)
        : base(in parts)
    {
    }

    internal override AdfNodeKind NodeKind => Definition;
}
