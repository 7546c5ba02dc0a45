using Leeway.Generator.Shaping;

namespace Leeway.Generator.Emission;

/// <summary>A part of a route: constant text that is encoded for a path, or a parameter.</summary>
internal readonly record struct RoutePiece(string Literal, ParameterShape? Parameter);
