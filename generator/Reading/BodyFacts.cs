namespace Leeway.Generator.Reading;

/// <summary>A request body.</summary>
internal sealed record BodyFacts(bool IsRequired, EquatableArray<ContentFacts> Content);
