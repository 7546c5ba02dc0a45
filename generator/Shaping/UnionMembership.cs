namespace Leeway.Generator.Shaping;

/// <summary>What a model needs to know of the union it belongs to.</summary>
/// <param name="BaseName">The C# name of the abstract class.</param>
/// <param name="Discriminator">The discriminator's name on the wire.</param>
/// <param name="Value">The value written where the model's own property has none.</param>
internal sealed record UnionMembership(string BaseName, string Discriminator, string Value);
