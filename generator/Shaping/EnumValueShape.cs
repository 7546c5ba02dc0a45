namespace Leeway.Generator.Shaping;

/// <summary>A known value of an open enum.</summary>
/// <param name="Name">
/// The static member's C# name, unique in the type and distinct from its own name and its other members: those of
/// <c>object</c> and <c>Value</c>.
/// </param>
/// <param name="Value">What stands on the wire; untrusted.</param>
internal sealed record EnumValueShape(string Name, string Value);
