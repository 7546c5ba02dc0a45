namespace Leeway.RichText;

/// <summary>A list with bullets.</summary>
public sealed class AdfBulletList :
    AdfNode, IAdfBlock, IAdfListItemContent, IAdfBlockquoteContent, IAdfPanelContent, IAdfExpandContent, IAdfNestedExpandContent,
    IAdfTableCellContent, IAdfLayoutColumnContent, IAdfBodiedExtensionContent, IAdfBodiedSyncBlockContent
{
    internal static readonly AdfNodeKind Definition = new(
        "bulletList",
        static (in AdfNodeParts parts) => new AdfBulletList(in parts),
        "localId\n"u8,
        [AdfTextAttribute.Any],
        AdfContentModel<IAdfListItem>.NotEmpty,
        AdfMarkTypes.None);

    /// <summary>Initializes a list.</summary>
    /// <param name="content">The items.</param>
    /// <exception cref="ArgumentException">There is no content.</exception>
    public AdfBulletList(IEnumerable<IAdfListItem> content)
        : base(AdfContentList<IAdfListItem>.CreateNotEmpty(content))
    {
    }

    private AdfBulletList(in AdfNodeParts parts)
        : base(in parts)
    {
    }

    /// <summary>The items.</summary>
    public IReadOnlyList<IAdfListItem> Content => GetContent<IAdfListItem>();

    internal override AdfNodeKind NodeKind => Definition;
}
