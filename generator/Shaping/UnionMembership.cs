namespace Leeway.Generator.Shaping;

/// <summary>The facts that a model needs about its union.</summary>
/// <param name="BaseName">The C# name of the abstract class.</param>
/// <param name="Discriminator">The name of the discriminator in the JSON.</param>
/// <param name="Value">The value of the discriminator that is written if the model's property is null.</param>
internal sealed record UnionMembership(string BaseName, string Discriminator, string Value);
