namespace Leeway.Generator.Shaping;

/// <summary>An interface with an operation per method: one tag of the document.</summary>
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
