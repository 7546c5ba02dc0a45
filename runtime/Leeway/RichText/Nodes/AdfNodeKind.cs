namespace Leeway.RichText;

/// <summary>What all nodes of one type have in common.</summary>
internal sealed class AdfNodeKind(
    string type, AdfNodeFactory create, ReadOnlySpan<byte> attributeNames, AdfAttributeType[] attributeTypes, AdfContentModel? content, AdfMarkTypes marks)
    : AdfElementKind(type, attributeNames, attributeTypes)
{
    /// <summary>The kind of nodes that are kept as JSON.</summary>
    public static readonly AdfNodeKind Unknown = new("unknown", static (in _) => null, default, [], null, AdfMarkTypes.None);

    public AdfNodeFactory Create { get; } = create;

    /// <summary>The content that a node can have; null if it has none.</summary>
    public AdfContentModel? Content { get; } = content;

    /// <summary>The marks that a node can have.</summary>
    public AdfMarkTypes Marks { get; } = marks;
}
