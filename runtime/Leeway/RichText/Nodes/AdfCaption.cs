namespace Leeway.RichText;

/// <summary>A caption of an image.</summary>
public sealed class AdfCaption : AdfNode
{
    internal static readonly AdfNodeKind Definition = new(
        "caption",
        static (in AdfNodeParts parts) => new AdfCaption(in parts),
        "localId\n"u8,
        [AdfTextAttribute.Any],
        AdfContentModel<AdfCaptionInline>.Line,
        AdfMarkTypes.None);

    /// <summary>Initializes a caption.</summary>
    /// <param name="content">The text and other content of the line.</param>
    public AdfCaption(IEnumerable<AdfCaptionInline> content)
        : base(AdfContentList<AdfCaptionInline>.Create(content))
    {
    }

    private AdfCaption(in AdfNodeParts parts)
        : base(in parts)
    {
    }

    /// <summary>The text and other content of the line.</summary>
    public IReadOnlyList<AdfCaptionInline> Content => GetContent<AdfCaptionInline>();

    internal override AdfNodeKind NodeKind => Definition;
}
