namespace Leeway.RichText;

/// <summary>What all marks of one type have in common.</summary>
internal sealed class AdfMarkKind(
    string type, AdfMarkTypes bit, AdfMarkFactory create, ReadOnlySpan<byte> attributeNames = default, params AdfAttributeType[] attributeTypes)
    : AdfElementKind(type, attributeNames, attributeTypes)
{
    public AdfMarkTypes Bit { get; } = bit;

    public AdfMarkFactory Create { get; } = create;
}
