namespace Leeway.Generator.Shaping;

/// <summary>A constant header.</summary>
internal sealed record HeaderShape(string Name, string Value);
