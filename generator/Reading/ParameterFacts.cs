namespace Leeway.Generator.Reading;

/// <summary>A parameter outside the body.</summary>
/// <param name="Location"><c>path</c>, <c>query</c>, <c>header</c> or <c>cookie</c>.</param>
/// <param name="IsExploded">Whether an array or object is sent as one pair for each item.</param>
internal sealed record ParameterFacts(
    string Name,
    string Location,
    bool IsRequired,
    bool IsDeprecated,
    bool IsExploded,
    SchemaFacts Schema,
    string? Description);
