namespace Leeway.Generator.Shaping;

/// <summary>A generated type. Each shape holds all that its own file needs, so an unrelated change leaves it equal.</summary>
/// <param name="Api">The product the type belongs to.</param>
/// <param name="Name">The C# name, unique in the product's namespace.</param>
/// <param name="Summary">The document's words, if it has any; untrusted.</param>
internal abstract record TypeShape(ApiShape Api, string Name, string? Summary);
