namespace Leeway.Generator.Shaping;

/// <summary>A generated type. Each shape contains everything that its file needs, so an unrelated change does not affect it.</summary>
/// <param name="Api">The product that the type belongs to.</param>
/// <param name="Name">The C# name, unique in the product's namespace.</param>
/// <param name="Summary">The description in the document, or null. Untrusted.</param>
internal abstract record TypeShape(ApiShape Api, string Name, string? Summary);
