using Newtonsoft.Json.Linq;

namespace Leeway.Cli.Tests.Specs;

/// <summary>The documents under <c>specs/</c>.</summary>
internal static class CommittedDocument
{
    private static readonly HashSet<string> s_methods = ["get", "put", "post", "delete", "options", "head", "patch", "trace"];

    public static JObject Sources { get; } = StrictJson.ReadObject(Path.Combine(Repository.Specs, "sources.json"));

    public static IReadOnlyList<string> Names { get; } = [.. Sources.Properties().Select(static p => p.Name)];

    public static IEnumerable<string> Paths => Names.Select(static n => Path.Combine(Repository.Specs, n));

    public static JObject Read(string name) => StrictJson.ReadObject(Path.Combine(Repository.Specs, name));

    public static IEnumerable<JObject> Operations(JObject document)
    {
        return ((JObject)document["paths"]!).Properties()
            .SelectMany(static p => ((JObject)p.Value).Properties())
            .Where(static m => s_methods.Contains(m.Name))
            .Select(static m => (JObject)m.Value);
    }

    public static IEnumerable<JObject> Parameters(JObject document)
    {
        string[] places = ["$.paths.*.parameters[*]", "$.paths.*.*.parameters[*]", "$.components.parameters.*"];
        return places.SelectMany(p => document.SelectTokens(p)).Cast<JObject>();
    }
}
