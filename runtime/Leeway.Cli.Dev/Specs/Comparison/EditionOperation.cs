using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Leeway.Cli.Dev.Specs.Comparison;

/// <summary>An operation of an edition, with references resolved and inherited parts included.</summary>
/// <param name="Method">The HTTP method in upper case.</param>
/// <param name="Facts">The operation as it is in the document.</param>
/// <param name="Parameters">The parameters of the path and of the operation, in order.</param>
/// <param name="Security">The security of the operation, or of the document if the operation states none.</param>
/// <param name="Servers">The servers of the operation, or of the path if the operation states none; null if the document's apply.</param>
internal sealed partial record EditionOperation(
    string Method,
    string Route,
    JsonObject Facts,
    IReadOnlyList<JsonObject> Parameters,
    JsonObject? Body,
    IReadOnlyDictionary<string, JsonObject> Responses,
    JsonNode? Security,
    JsonNode? Servers)
{
    /// <summary>The method and route, which identify the operation.</summary>
    public string Key { get; } = $"{Method} {Route}";

    /// <summary>The route without the names of its parameters.</summary>
    public string RouteWithoutNames { get; } = PlaceholderPattern().Replace(Route, "{}");

    public IEnumerable<string> NamesInRoute => PlaceholderPattern().Matches(Route).Select(static m => m.Value[1..^1]);

    public string Id { get; } = Facts["operationId"].AsString() ?? "";

    [GeneratedRegex(@"\{[^}]*\}")]
    private static partial Regex PlaceholderPattern();
}
