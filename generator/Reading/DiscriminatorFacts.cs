namespace Leeway.Generator.Reading;

/// <summary>The member that identifies the branch of a union.</summary>
internal sealed record DiscriminatorFacts(string Property, EquatableArray<DiscriminatorMapping> Mappings);
