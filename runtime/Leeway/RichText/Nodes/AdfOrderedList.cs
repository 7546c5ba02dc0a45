namespace Leeway.RichText;

/// <summary>A numbered list.</summary>
public sealed class AdfOrderedList :
    AdfNode, IAdfBlock, IAdfListItemContent, IAdfBlockquoteContent, IAdfPanelContent, IAdfExpandContent, IAdfNestedExpandContent,
    IAdfTableCellContent, IAdfLayoutColumnContent, IAdfBodiedExtensionContent, IAdfBodiedSyncBlockContent
{
    internal static readonly AdfNodeKind Definition = new(
        "orderedList",
        static (in AdfNodeParts parts) => new AdfOrderedList(in parts),
        "localId\norder\n"u8,
        [AdfTextAttribute.Any, AdfIntegerAttribute.NotNegative],
        AdfContentModel<IAdfListItem>.NotEmpty,
        AdfMarkTypes.None);

    /// <summary>Initializes a list.</summary>
    /// <param name="content">The items.</param>
    /// <exception cref="ArgumentException">There is no content.</exception>
    public AdfOrderedList(IEnumerable<IAdfListItem> content)
        : base(AdfContentList<IAdfListItem>.CreateNotEmpty(content))
    {
    }

    private AdfOrderedList(in AdfNodeParts parts)
        : base(in parts)
    {
    }

    /// <summary>The items.</summary>
    public IReadOnlyList<IAdfListItem> Content => GetContent<IAdfListItem>();

    /// <summary>The number of the first item. The default is 1.</summary>
    public int? Order
    {
        get => GetValue<int>(1);
        init => Set(1, value);
    }

    internal override AdfNodeKind NodeKind => Definition;
}
