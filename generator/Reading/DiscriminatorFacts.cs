namespace Leeway.Generator.Reading;

/// <summary>The member that tells the branches of a union apart.</summary>
internal sealed record DiscriminatorFacts(string Property, EquatableArray<DiscriminatorMapping> Mappings);
