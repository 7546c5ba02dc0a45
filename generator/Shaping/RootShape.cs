namespace Leeway.Generator.Shaping;

/// <summary>The product's entry class: a property per interface.</summary>
internal sealed record RootShape(ApiShape Api, EquatableArray<InterfaceReference> Interfaces);
