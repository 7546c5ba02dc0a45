namespace Leeway.Generator.Reading;

/// <summary>A member of an object schema.</summary>
internal sealed record PropertyFacts(string Name, bool IsRequired, SchemaFacts Schema);
