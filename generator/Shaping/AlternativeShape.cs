namespace Leeway.Generator.Shaping;

/// <summary>One typed view of an <see cref="AlternativesShape"/>.</summary>
/// <param name="Name">A C# name for the view (<c>As{Name}</c>), unique in the type.</param>
/// <param name="Type">What the view reads.</param>
internal sealed record AlternativeShape(string Name, TypeReference Type);
