using Leeway.Generator.Shaping;

namespace Leeway.Generator.Emission;

/// <summary>A part of a route: constant text, encoded for a path, or the parameter that fills it.</summary>
internal readonly record struct RoutePiece(string Literal, ParameterShape? Parameter);
