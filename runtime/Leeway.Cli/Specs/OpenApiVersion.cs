using System.Text.Json.Nodes;

namespace Leeway.Cli.Specs;

/// <summary>Checks that a document has the version that the tools can use.</summary>
internal static class OpenApiVersion
{
    /// <exception cref="InputException">The value is not an OpenAPI 3.0 document.</exception>
    public static void Check(JsonObject document)
    {
        if (document["openapi"].AsString() is not { } version || !version.StartsWith("3.0.", StringComparison.Ordinal))
        {
            string found = document["openapi"].AsString() is { } other ? $"this document is {other}"
                : document.ContainsKey("swagger") ? "this document is Swagger"
                : "this document has no 'openapi'";
            throw new InputException($"only OpenAPI 3.0 is supported, but {found}.");
        }
    }
}
