namespace Leeway.Generator.Shaping;

/// <summary>A parameter of a method. The body is a parameter, too.</summary>
/// <param name="WireName">The name in the request, or <c>body</c> for the body. Untrusted.</param>
/// <param name="Name">The C# name, unique in the method.</param>
/// <param name="Place">The place in the request.</param>
/// <param name="Form">How an array is written in a query.</param>
/// <param name="IsRequired">Whether the parameter is required. Required parameters are not nullable and have no default. The others are nullable and default to null.</param>
/// <param name="MediaType">The content type of a body; otherwise null.</param>
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
