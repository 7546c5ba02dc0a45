namespace Leeway.Generator.Shaping;

/// <summary>The types that one file holds.</summary>
/// <param name="Initial">With what their names begin.</param>
internal sealed record TypeFileShape(ApiShape Api, string Initial, EquatableArray<TypeShape> Types);
