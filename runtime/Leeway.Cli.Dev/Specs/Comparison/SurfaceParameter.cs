namespace Leeway.Cli.Dev.Specs.Comparison;

/// <summary>A parameter of a method of the surface.</summary>
internal sealed record SurfaceParameter(string Text, bool IsRequired);
