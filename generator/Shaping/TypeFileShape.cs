namespace Leeway.Generator.Shaping;

/// <summary>The types in one file.</summary>
/// <param name="Initial">The first character of their names.</param>
internal sealed record TypeFileShape(ApiShape Api, string Initial, EquatableArray<TypeShape> Types);
