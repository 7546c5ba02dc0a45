namespace Leeway.Generator.Shaping;

/// <summary>An abstract class whose subtypes are told apart by a discriminator member.</summary>
/// <param name="Discriminator">The member's name on the wire; untrusted.</param>
/// <param name="Branches">Each value of the discriminator with the model it selects; several values may select one model.</param>
internal sealed record UnionShape(
    ApiShape Api,
    string Name,
    string? Summary,
    string Discriminator,
    EquatableArray<UnionBranch> Branches) : TypeShape(Api, Name, Summary);
