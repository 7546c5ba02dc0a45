namespace Leeway.Generator.Shaping;

/// <summary>The product's client, with a property for each interface.</summary>
internal sealed record RootShape(ApiShape Api, EquatableArray<InterfaceReference> Interfaces);
