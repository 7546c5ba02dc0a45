namespace Leeway.Generator.Shaping;

/// <summary>A readonly struct that holds JSON of one of several shapes nothing tells apart, with a typed view of each.</summary>
internal sealed record AlternativesShape(
    ApiShape Api,
    string Name,
    string? Summary,
    EquatableArray<AlternativeShape> Alternatives) : TypeShape(Api, Name, Summary);
