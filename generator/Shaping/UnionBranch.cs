namespace Leeway.Generator.Shaping;

/// <summary>A value of a discriminator and the model that it selects.</summary>
internal sealed record UnionBranch(string Value, string ModelName);
