namespace Leeway.Generator.Shaping;

/// <summary>A readonly struct that holds JSON of one of several shapes without a discriminator, with a method to read it as each.</summary>
internal sealed record AlternativesShape(
    ApiShape Api,
    string Name,
    string? Summary,
    EquatableArray<AlternativeShape> Alternatives) : TypeShape(Api, Name, Summary);
