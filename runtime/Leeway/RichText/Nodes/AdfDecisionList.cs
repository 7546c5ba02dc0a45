namespace Leeway.RichText;

/// <summary>A list of decisions.</summary>
public sealed class AdfDecisionList :
    AdfNode, IAdfBlock, IAdfPanelContent, IAdfExpandContent, IAdfNestedExpandContent, IAdfTableCellContent, IAdfLayoutColumnContent,
    IAdfBodiedExtensionContent, IAdfBodiedSyncBlockContent
{
    internal static readonly AdfNodeKind Definition = new(
        "decisionList",
        static (in AdfNodeParts parts) => new AdfDecisionList(in parts),
        "localId\r"u8,
        [AdfTextAttribute.Any],
        AdfContentModel<IAdfDecisionListItem>.NotEmpty,
        AdfMarkTypes.None);

    /// <summary>Initializes a list of decisions. If <see cref="AdfNode.LocalId"/> is not set, it is a new GUID.</summary>
    /// <param name="content">The decisions.</param>
    /// <exception cref="ArgumentException">There is no content.</exception>
    public AdfDecisionList(IEnumerable<IAdfDecisionListItem> content)
        : base(AdfContentList<IAdfDecisionListItem>.CreateNotEmpty(content))
    {
        Set(0, CreateLocalId());
    }

    private AdfDecisionList(in AdfNodeParts parts)
        : base(in parts)
    {
    }

    /// <summary>The decisions.</summary>
    public IReadOnlyList<IAdfDecisionListItem> Content => GetContent<IAdfDecisionListItem>();

    internal override AdfNodeKind NodeKind => Definition;
}
