namespace Leeway.Generator.Emission;

/// <summary>A member of the generated C#, as one compares it with that of another edition.</summary>
/// <param name="Name">The type's name, or the type's and the member's.</param>
/// <param name="Text">The member as one line.</param>
/// <param name="Parameters">A method's parameters; empty for other members.</param>
/// <param name="Result">All that is told of the member beside its name and parameters.</param>
internal sealed record SurfaceMember(string Name, string Text, EquatableArray<SurfaceParameter> Parameters, string Result);
