using System.Text.Json.Nodes;
using Leeway.Generator.Shaping;
using Leeway.Generator.Tests.Driving;

namespace Leeway.Generator.Tests.Servers;

/// <summary>Documents with servers, and what is generated for them.</summary>
internal static class ServedDocument
{
    public const string Path = "/specs/acme.json";

    /// <summary>Creates a document.</summary>
    /// <param name="servers">The servers as JSON; null for none.</param>
    /// <param name="paths">The paths, each of which has a GET that returns nothing and is not tagged.</param>
    public static DocumentInput Of(string? servers, params string[] paths) => Of(servers, [.. paths.Select(static p => (p, (string?)null))]);

    /// <summary>Creates a document.</summary>
    /// <param name="servers">The servers as JSON; null for none.</param>
    /// <param name="paths">The paths, each with the servers of its operation as JSON, or null.</param>
    public static DocumentInput Of(string? servers, params (string Path, string? Servers)[] paths)
    {
        JsonObject items = [];
        foreach ((string path, string? own) in paths)
        {
            items[path] = new JsonObject { ["get"] = With(own, new JsonObject { ["operationId"] = "get " + path, ["responses"] = new JsonObject { ["204"] = new JsonObject { ["description"] = "" } } }) };
        }

        JsonObject document = With(servers, new JsonObject { ["openapi"] = "3.0.1", ["info"] = new JsonObject { ["title"] = "t", ["version"] = "1" }, ["paths"] = items });
        return new DocumentInput(Path, document.ToJsonString());
    }

    /// <summary>Returns the servers of a document with one server.</summary>
    public static string Server(string url) => new JsonArray(new JsonObject { ["url"] = url }).ToJsonString();

    public static IEnumerable<OperationShape> Operations(Generation generation) =>
        generation.Reasons(StepNames.Interfaces).SelectMany(static o => ((InterfaceShape)o.Value).Operations);

    /// <summary>Returns the server, the route and the parameters of each operation.</summary>
    public static IEnumerable<string> Places(Generation generation) => Operations(generation)
        .Select(static o => string.Join(' ', [o.Server ?? "site", o.Route, .. o.Parameters.Select(static p => p.Name)]));

    private static JsonObject With(string? servers, JsonObject owner)
    {
        if (servers is not null)
        {
            owner["servers"] = JsonNode.Parse(servers);
        }

        return owner;
    }
}
