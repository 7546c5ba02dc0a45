namespace Leeway.RichText;

/// <summary>A heading: one of the classes for the marks that a heading can have.</summary>
public abstract class AdfHeadingBase : AdfNode
{
    internal static readonly AdfNodeKind Definition = new(
        "heading",
        Create,
        "localId\nlevel\r"u8,
        [AdfTextAttribute.Any, AdfIntegerAttribute.Level],
        AdfContentModel<AdfInline>.Line,
        AdfMarkTypes.Alignment | AdfMarkTypes.Indentation | AdfMarkTypes.Unknown);

    private protected AdfHeadingBase(int level, IEnumerable<AdfInline> content)
        : base(AdfContentList<AdfInline>.Create(content))
    {
        Set(1, level, nameof(level));
    }

    private protected AdfHeadingBase(in AdfNodeParts parts)
        : base(in parts)
    {
    }

    /// <summary>The level, from 1 to 6.</summary>
    public int Level => GetValue<int>(1)!.Value;

    /// <summary>The text and other content of the heading.</summary>
    public IReadOnlyList<AdfInline> Content => GetContent<AdfInline>();

    internal sealed override AdfNodeKind NodeKind => Definition;

    private static AdfNode? Create(in AdfNodeParts parts) => (parts.MarkTypes & ~AdfMarkTypes.Unknown) switch
    {
        AdfMarkTypes.None => new AdfHeading(in parts),
        AdfMarkTypes.Alignment => new AdfAlignedHeading(in parts),
        AdfMarkTypes.Indentation => new AdfIndentedHeading(in parts),
        _ => null,
    };
}
