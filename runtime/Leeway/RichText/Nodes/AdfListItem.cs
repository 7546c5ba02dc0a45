namespace Leeway.RichText;

/// <summary>An item of a list.</summary>
public sealed class AdfListItem : AdfNode, IAdfListItem
{
    internal static readonly AdfNodeKind Definition = new(
        "listItem",
        static (in AdfNodeParts parts) => new AdfListItem(in parts),
        "localId\n"u8,
        [AdfTextAttribute.Any],
        AdfContentModel<IAdfListItemContent>.NotEmpty,
        AdfMarkTypes.None);

    /// <summary>Initializes an item.</summary>
    /// <param name="content">The content. If there is none, one empty paragraph.</param>
    public AdfListItem(IEnumerable<IAdfListItemContent> content)
        : base(AdfContentList<IAdfListItemContent>.CreateOrParagraph(content))
    {
    }

    private AdfListItem(in AdfNodeParts parts)
        : base(in parts)
    {
    }

    /// <summary>The content.</summary>
    public IReadOnlyList<IAdfListItemContent> Content => GetContent<IAdfListItemContent>();

    internal override AdfNodeKind NodeKind => Definition;

    /// <summary>Converts a string to a node with this text.</summary>
    public static implicit operator AdfListItem(string text) => new([new AdfParagraph([text])]);
}
