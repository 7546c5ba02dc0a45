namespace Leeway.Generator.Shaping;

/// <summary>A parameter of a method, the body among them.</summary>
/// <param name="WireName">The name on the wire; untrusted. For a body: <c>body</c>.</param>
/// <param name="Name">The C# name, unique in the method.</param>
/// <param name="Place">Where it goes.</param>
/// <param name="Form">How an array is written in a query.</param>
/// <param name="IsRequired">Required parameters are not nullable and have no default; the others are nullable and default to null.</param>
/// <param name="MediaType">For a body, its content type.</param>
internal sealed record ParameterShape(
    string WireName,
    string Name,
    ParameterPlace Place,
    TypeReference Type,
    ArrayForm Form,
    bool IsRequired,
    bool IsDeprecated,
    string? MediaType,
    string? Default,
    string? Summary);
