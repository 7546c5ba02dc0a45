using System.Text.RegularExpressions;
using Newtonsoft.Json.Linq;

namespace Leeway.Cli.Specs.Comparison;

/// <summary>An operation of an edition, with what it refers to or inherits put in its place.</summary>
/// <param name="Method">In capitals.</param>
/// <param name="Facts">The operation as the document has it.</param>
/// <param name="Parameters">Its own and those of its path, in order.</param>
/// <param name="Security">Its own, or the document's.</param>
internal sealed partial record EditionOperation(
    string Method,
    string Route,
    JObject Facts,
    IReadOnlyList<JObject> Parameters,
    JObject? Body,
    IReadOnlyDictionary<string, JObject> Responses,
    JToken? Security)
{
    /// <summary>What tells the operation apart: method and route.</summary>
    public string Key { get; } = $"{Method} {Route}";

    /// <summary>The route by which two editions agree whatever they call its parameters.</summary>
    public string RouteWithoutNames { get; } = PlaceholderPattern().Replace(Route, "{}");

    public IEnumerable<string> NamesInRoute => PlaceholderPattern().Matches(Route).Select(static m => m.Value[1..^1]);

    public string Id { get; } = (string?)Facts["operationId"] ?? "";

    [GeneratedRegex(@"\{[^}]*\}")]
    private static partial Regex PlaceholderPattern();
}
