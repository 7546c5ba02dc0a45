namespace Leeway.Generator.Reading;

/// <summary>A body of one media type.</summary>
internal sealed record ContentFacts(string MediaType, SchemaFacts? Schema);
