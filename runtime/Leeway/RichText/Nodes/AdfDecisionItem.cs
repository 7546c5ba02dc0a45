namespace Leeway.RichText;

/// <summary>A decision.</summary>
public sealed class AdfDecisionItem : AdfNode, IAdfDecisionListItem
{
    internal static readonly AdfNodeKind Definition = new(
        "decisionItem",
        static (in AdfNodeParts parts) => new AdfDecisionItem(in parts),
        "localId\rstate\r"u8,
        [AdfTextAttribute.Any, AdfTextAttribute.Any],
        AdfContentModel<AdfInline>.Line,
        AdfMarkTypes.None);

    /// <summary>Initializes a decision. If <see cref="AdfNode.LocalId"/> is not set, it is a new GUID.</summary>
    /// <param name="content">The text and other content of the line.</param>
    public AdfDecisionItem(IEnumerable<AdfInline> content)
        : base(AdfContentList<AdfInline>.Create(content))
    {
        Set(0, CreateLocalId());
        Set(1, "DECIDED");
    }

    private AdfDecisionItem(in AdfNodeParts parts)
        : base(in parts)
    {
    }

    /// <summary>The text and other content of the line.</summary>
    public IReadOnlyList<AdfInline> Content => GetContent<AdfInline>();

    /// <summary>The state. The default is <c>DECIDED</c>.</summary>
    public string State
    {
        get => GetObject<string>(1)!;
        init => Set(1, value ?? throw new ArgumentNullException(nameof(value)));
    }

    internal override AdfNodeKind NodeKind => Definition;

    /// <summary>Converts a string to a node with this text.</summary>
    public static implicit operator AdfDecisionItem(string text) => new([text]);
}
