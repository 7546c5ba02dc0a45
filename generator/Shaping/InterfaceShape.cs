namespace Leeway.Generator.Shaping;

/// <summary>An interface for a tag of the document, with a method for each operation.</summary>
internal sealed record InterfaceShape(
    ApiShape Api,
    string Tag,
    string InterfaceName,
    string ClientName,
    string PropertyName,
    EquatableArray<OperationShape> Operations)
{
    public InterfaceReference ToReference() => new(Tag, InterfaceName, ClientName, PropertyName);
}
