namespace Leeway.RichText;

/// <summary>A quotation.</summary>
public sealed class AdfBlockquote :
    AdfNode, IAdfBlock, IAdfExpandContent, IAdfNestedExpandContent, IAdfTableCellContent, IAdfLayoutColumnContent,
    IAdfBodiedExtensionContent, IAdfBodiedSyncBlockContent
{
    internal static readonly AdfNodeKind Definition = new(
        "blockquote",
        static (in AdfNodeParts parts) => new AdfBlockquote(in parts),
        "localId\n"u8,
        [AdfTextAttribute.Any],
        AdfContentModel<IAdfBlockquoteContent>.NotEmpty,
        AdfMarkTypes.None);

    /// <summary>Initializes a quotation.</summary>
    /// <param name="content">The content. If there is none, one empty paragraph.</param>
    public AdfBlockquote(IEnumerable<IAdfBlockquoteContent> content)
        : base(AdfContentList<IAdfBlockquoteContent>.CreateOrParagraph(content))
    {
    }

    private AdfBlockquote(in AdfNodeParts parts)
        : base(in parts)
    {
    }

    /// <summary>The content.</summary>
    public IReadOnlyList<IAdfBlockquoteContent> Content => GetContent<IAdfBlockquoteContent>();

    internal override AdfNodeKind NodeKind => Definition;
}
