namespace Leeway.Generator.Shaping;

/// <summary>A readonly struct that holds a string, with the known values as static members.</summary>
internal sealed record OpenEnumShape(
    ApiShape Api,
    string Name,
    string? Summary,
    EquatableArray<EnumValueShape> Values) : TypeShape(Api, Name, Summary);
