namespace Leeway.Generator.Shaping;

/// <summary>A known value of an open enum.</summary>
/// <param name="Name">
/// The static member's C# name. It is unique in the type, and differs from the name of the type, the members of <c>object</c> and <c>Value</c>.
/// </param>
/// <param name="Value">The value as it is sent and received. Untrusted.</param>
internal sealed record EnumValueShape(string Name, string Value);
