namespace Leeway.RichText;

/// <summary>A paragraph: one of the classes for the marks that a paragraph can have.</summary>
public abstract class AdfParagraphBase : AdfNode
{
    internal static readonly AdfNodeKind Definition = new(
        "paragraph",
        Create,
        "localId\n"u8,
        [AdfTextAttribute.Any],
        AdfContentModel<AdfInline>.Line,
        AdfMarkTypes.FontSize | AdfMarkTypes.Alignment | AdfMarkTypes.Indentation | AdfMarkTypes.Unknown);

    private protected AdfParagraphBase(IEnumerable<AdfInline> content)
        : base(AdfContentList<AdfInline>.Create(content))
    {
    }

    private protected AdfParagraphBase(in AdfNodeParts parts)
        : base(in parts)
    {
    }

    /// <summary>The text and other content of the paragraph.</summary>
    public IReadOnlyList<AdfInline> Content => GetContent<AdfInline>();

    internal sealed override AdfNodeKind NodeKind => Definition;

    private static AdfNode? Create(in AdfNodeParts parts) => (parts.MarkTypes & ~AdfMarkTypes.Unknown) switch
    {
        AdfMarkTypes.None => new AdfParagraph(in parts),
        AdfMarkTypes.FontSize => new AdfSmallParagraph(in parts),
        AdfMarkTypes.Alignment or (AdfMarkTypes.Alignment | AdfMarkTypes.FontSize) => new AdfAlignedParagraph(in parts),
        AdfMarkTypes.Indentation or (AdfMarkTypes.Indentation | AdfMarkTypes.FontSize) => new AdfIndentedParagraph(in parts),
        _ => null,
    };
}
