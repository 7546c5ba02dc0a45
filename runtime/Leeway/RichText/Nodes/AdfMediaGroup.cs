namespace Leeway.RichText;

/// <summary>Files in a row.</summary>
public sealed class AdfMediaGroup :
    AdfNode, IAdfBlock, IAdfBlockquoteContent, IAdfPanelContent, IAdfExpandContent, IAdfNestedExpandContent, IAdfTableCellContent,
    IAdfLayoutColumnContent, IAdfBodiedExtensionContent, IAdfBodiedSyncBlockContent
{
    internal static readonly AdfNodeKind Definition = new(
        "mediaGroup",
        static (in AdfNodeParts parts) => new AdfMediaGroup(in parts),
        default,
        [],
        AdfContentModel<IAdfMedia>.NotEmpty,
        AdfMarkTypes.None);

    /// <summary>Initializes a group.</summary>
    /// <param name="content">The files.</param>
    /// <exception cref="ArgumentException">There is no content.</exception>
    public AdfMediaGroup(IEnumerable<IAdfMedia> content)
        : base(AdfContentList<IAdfMedia>.CreateNotEmpty(content))
    {
    }

    private AdfMediaGroup(in AdfNodeParts parts)
        : base(in parts)
    {
    }

    /// <summary>The files.</summary>
    public IReadOnlyList<IAdfMedia> Content => GetContent<IAdfMedia>();

    internal override AdfNodeKind NodeKind => Definition;
}
