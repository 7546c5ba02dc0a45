namespace Leeway.RichText;

/// <summary>A block whose content other documents can show.</summary>
public sealed class AdfBodiedSyncBlock : AdfNode, IAdfBlock
{
    internal static readonly AdfNodeKind Definition = new(
        "bodiedSyncBlock",
        static (in AdfNodeParts parts) => new AdfBodiedSyncBlock(in parts),
        "localId\rresourceId\r"u8,
        [AdfTextAttribute.Any, AdfTextAttribute.Any],
        AdfContentModel<IAdfBodiedSyncBlockContent>.NotEmpty,
        AdfMarkTypes.Breakout | AdfMarkTypes.Unknown);

    /// <summary>Initializes a block. If <see cref="AdfNode.LocalId"/> is not set, it is a new GUID.</summary>
    /// <param name="resourceId">The id of the content.</param>
    /// <param name="content">The content. If there is none, one empty paragraph.</param>
    public AdfBodiedSyncBlock(string resourceId, IEnumerable<IAdfBodiedSyncBlockContent> content)
        : base(AdfContentList<IAdfBodiedSyncBlockContent>.CreateOrParagraph(content))
    {
        ArgumentNullException.ThrowIfNull(resourceId);
        Set(0, CreateLocalId());
        Set(1, resourceId);
    }

    private AdfBodiedSyncBlock(in AdfNodeParts parts)
        : base(in parts)
    {
    }

    /// <summary>The content.</summary>
    public IReadOnlyList<IAdfBodiedSyncBlockContent> Content => GetContent<IAdfBodiedSyncBlockContent>();

    /// <summary>The id of the content.</summary>
    public string ResourceId => GetObject<string>(1)!;

    /// <summary>Makes the block wider than the text.</summary>
    public AdfBreakout? Breakout
    {
        get => FindMark<AdfBreakout>();
        init => SetMark(value);
    }

    internal override AdfNodeKind NodeKind => Definition;
}
