namespace Leeway.Generator.Reading;

/// <summary>A schema of the document's components.</summary>
internal sealed record NamedSchema(string Name, SchemaFacts Schema);
