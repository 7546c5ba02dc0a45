namespace Leeway.Generator.Shaping;

/// <summary>An abstract class whose subtypes are identified by a discriminator.</summary>
/// <param name="Discriminator">The name of the discriminator in the JSON. Untrusted.</param>
/// <param name="Branches">Each value of the discriminator with the model that it selects. Several values can select one model.</param>
internal sealed record UnionShape(
    ApiShape Api,
    string Name,
    string? Summary,
    string Discriminator,
    EquatableArray<UnionBranch> Branches) : TypeShape(Api, Name, Summary);
