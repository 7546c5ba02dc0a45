using System;
using Leeway.Generator.Shaping;

namespace Leeway.Generator.Emission;

/// <summary>Decides how a parameter that is the whole body is sent.</summary>
internal static class RequestBody
{
    /// <summary>Whether the body is a JSON text.</summary>
    public static bool IsJson(ParameterShape body) =>
        body.Type.Kind != TypeKind.Upload && !(body.Type.Kind == TypeKind.String && IsText(body.MediaType));

    /// <summary>Returns the content type of a body that is JSON or text.</summary>
    public static string GetMediaType(ParameterShape body) =>
        WireText.ParseMediaType(body.MediaType, fallback: IsJson(body) ? "application/json" : "text/plain");

    private static bool IsText(string? mediaType) => mediaType?.StartsWith("text/", StringComparison.OrdinalIgnoreCase) == true;
}
