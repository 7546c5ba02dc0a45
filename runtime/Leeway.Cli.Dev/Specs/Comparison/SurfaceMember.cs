using Leeway.Generator;

namespace Leeway.Cli.Dev.Specs.Comparison;

/// <summary>A member of the generated C#, which can be compared with that of another edition of the document.</summary>
/// <param name="Name">The name of the type, followed by that of the member if it is one.</param>
/// <param name="Text">The member as one line.</param>
/// <param name="Parameters">The parameters of a method; empty for other members.</param>
/// <param name="Result">The rest of the declaration, such as the result and the marks.</param>
internal sealed record SurfaceMember(string Name, string Text, EquatableArray<SurfaceParameter> Parameters, string Result);
