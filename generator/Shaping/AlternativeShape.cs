namespace Leeway.Generator.Shaping;

/// <summary>One of the shapes of an <see cref="AlternativesShape"/>.</summary>
/// <param name="Name">The C# name, unique in the type. The method that reads the shape is <c>As{Name}</c>.</param>
/// <param name="Type">The type that the method returns.</param>
internal sealed record AlternativeShape(string Name, TypeReference Type);
