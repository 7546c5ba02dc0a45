namespace Leeway.RichText;

/// <summary>A block whose content is in another document.</summary>
public sealed class AdfSyncBlock : AdfNode, IAdfBlock
{
    internal static readonly AdfNodeKind Definition = new(
        "syncBlock",
        static (in AdfNodeParts parts) => new AdfSyncBlock(in parts),
        "localId\rresourceId\r"u8,
        [AdfTextAttribute.Any, AdfTextAttribute.Any],
        null,
        AdfMarkTypes.Breakout | AdfMarkTypes.Unknown);

    /// <summary>Initializes a block. If <see cref="AdfNode.LocalId"/> is not set, it is a new GUID.</summary>
    /// <param name="resourceId">The id of the content.</param>
    public AdfSyncBlock(string resourceId)
    {
        ArgumentNullException.ThrowIfNull(resourceId);
        Set(0, CreateLocalId());
        Set(1, resourceId);
    }

    private AdfSyncBlock(in AdfNodeParts parts)
        : base(in parts)
    {
    }

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
