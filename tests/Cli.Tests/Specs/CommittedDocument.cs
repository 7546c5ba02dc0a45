using System.Text.Json.Nodes;

namespace Leeway.Cli.Tests.Specs;

/// <summary>The documents under <c>specs/</c>.</summary>
internal static class CommittedDocument
{
    private static readonly HashSet<string> s_methods = ["get", "put", "post", "delete", "options", "head", "patch", "trace"];

    public static JsonObject Sources { get; } = StrictJson.ReadObject(Path.Combine(Repository.Specs, "sources.json"));

    public static IReadOnlyList<string> Names { get; } = [.. Sources.Select(static p => p.Key)];

    public static IEnumerable<string> Paths => Names.Select(static n => Path.Combine(Repository.Specs, n));

    public static JsonObject Read(string name) => StrictJson.ReadObject(Path.Combine(Repository.Specs, name));

    public static IEnumerable<JsonObject> Operations(JsonObject document)
    {
        return ((JsonObject)document["paths"]!)
            .SelectMany(static path => (JsonObject)path.Value!)
            .Where(static m => s_methods.Contains(m.Key))
            .Select(static m => (JsonObject)m.Value!);
    }

    public static IEnumerable<JsonObject> Parameters(JsonObject document)
    {
        string[] places = ["$.paths.*.parameters[*]", "$.paths.*.*.parameters[*]", "$.components.parameters.*"];
        return places.SelectMany(p => JsonPath.Select(document, p)).Select(static p => (JsonObject)p.Value!);
    }

    /// <summary>Returns every value of a document.</summary>
    public static IEnumerable<JsonPlace> ReadPlaces(string name) => new JsonPlace(Read(name)).DescendantsAndSelf();
}
