using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.OpenApi;
using Microsoft.OpenApi.Reader;

namespace Leeway.Generator.Reading;

/// <summary>Takes the operations out of a document that cannot be read, so that the others can.</summary>
internal static class UnusablePaths
{
    private static readonly HashSet<string> s_methods = new(
        ["get", "put", "post", "delete", "options", "head", "patch", "trace", "query"], StringComparer.Ordinal);

    /// <summary>The member of a path item that holds operations by methods of other names.</summary>
    private const string OtherOperations = "additionalOperations";

    /// <summary>Where a document without an address of its own is read as if it were.</summary>
    private static readonly Uri s_location = new("https://openapi.net/");

    /// <summary>Reads a document; the JSON stays as it is.</summary>
    public static ReadResult Parse(JsonObject root) => new OpenApiJsonReader().Read(
        root, s_location, new OpenApiReaderSettings { LoadExternalRefs = false, RuleSet = ValidationRuleSet.GetEmptyRuleSet() });

    /// <summary>
    /// Removes the paths that are none, the path items and operations that are no objects, and what nothing is generated from. A reference
    /// of a path item becomes what it leads to.
    /// </summary>
    /// <returns>What was removed.</returns>
    public static List<OperationFacts> Remove(JsonObject root)
    {
        var removed = new List<OperationFacts>();
        if (root["paths"] is not JsonObject paths)
        {
            root["paths"] = new JsonObject();
            return removed;
        }

        foreach (KeyValuePair<string, JsonNode?> path in paths.ToList())
        {
            if (path.Key.StartsWith("x-", StringComparison.Ordinal))
            {
                continue;
            }

            if ((path.Value is JsonObject own ? Resolve(root, own) : null) is not { } item)
            {
                string fault = path.Value is JsonObject ? "its path item refers to none in the document" : "its path item is not an object";
                removed.Add(OperationFacts.Unusable(path.Key, "", null, null, fault));
                paths.Remove(path.Key);
                continue;
            }

            if (!ReferenceEquals(item, path.Value))
            {
                paths[path.Key] = item;
            }

            bool isPath = path.Key.StartsWith("/", StringComparison.Ordinal);
            foreach (KeyValuePair<string, JsonNode?> operation in item.Where(static m => s_methods.Contains(m.Key)).ToList())
            {
                if (!isPath || operation.Value is not JsonObject)
                {
                    removed.Add(Unusable(path.Key, operation, isPath ? "it is not an object" : "its path does not begin with a slash"));
                    item.Remove(operation.Key);
                }
            }

            removed.AddRange((item[OtherOperations] as JsonObject ?? []).Select(o => Unusable(path.Key, o, "its HTTP method is not one that is generated")));
            foreach (string member in item.Where(static m => m.Key != "parameters" && !s_methods.Contains(m.Key)).Select(static m => m.Key).ToList())
            {
                item.Remove(member);
            }

            if (!isPath)
            {
                paths.Remove(path.Key);
            }
        }

        return removed;
    }

    /// <summary>The path item with what its reference leads to; null where that is no path item of the document.</summary>
    private static JsonObject? Resolve(JsonObject root, JsonObject item)
    {
        const int longestChain = 16;
        if (!item.ContainsKey("$ref"))
        {
            return item;
        }

        for (int step = 0; step < longestChain && item.ContainsKey("$ref"); step++)
        {
            if (Text(item["$ref"]) is not { } reference || !reference.StartsWith("#/", StringComparison.Ordinal) || DocumentNormalizer.Find(root, reference.Split('/')) is not JsonObject target)
            {
                return null;
            }

            var whole = (JsonObject)target.DeepClone();
            foreach (KeyValuePair<string, JsonNode?> member in item.Where(static m => m.Key != "$ref"))
            {
                whole[member.Key] = member.Value?.DeepClone();
            }

            item = whole;
        }

        return !item.ContainsKey("$ref") && item.Any(static m => s_methods.Contains(m.Key) || m.Key == OtherOperations) ? item : null;
    }

    /// <summary>Removes the operations that the reader finds errors in when it reads them alone.</summary>
    /// <returns>What was removed.</returns>
    public static List<OperationFacts> RemoveOperations(JsonObject root)
    {
        var removed = new List<OperationFacts>();
        var paths = (JsonObject)root["paths"]!;
        foreach (KeyValuePair<string, JsonNode?> path in paths.ToList())
        {
            if (path.Value is not JsonObject item)
            {
                continue;
            }

            foreach (KeyValuePair<string, JsonNode?> operation in item.Where(static m => s_methods.Contains(m.Key)).ToList())
            {
                if (FindFault(root, path.Key, item, operation.Key) is { } fault)
                {
                    removed.Add(Unusable(path.Key, operation, fault));
                    item.Remove(operation.Key);
                }
            }

            // What the operations share may be what is wrong with them.
            if (!item.Any(static m => s_methods.Contains(m.Key) || m.Key == "$ref"))
            {
                paths.Remove(path.Key);
            }
        }

        return removed;
    }

    /// <summary>What the reader says of one operation in a document of its own.</summary>
    private static string? FindFault(JsonObject root, string path, JsonObject item, string method)
    {
        var alone = new JsonObject();
        foreach (KeyValuePair<string, JsonNode?> member in item)
        {
            if (member.Key == method || !s_methods.Contains(member.Key))
            {
                alone[member.Key] = member.Value?.DeepClone();
            }
        }

        var document = new JsonObject
        {
            ["openapi"] = root["openapi"]?.DeepClone(),
            ["info"] = new JsonObject { ["title"] = "", ["version"] = "" },
            ["paths"] = new JsonObject { [path] = alone },
        };
        try
        {
            return Parse(document).Diagnostic?.Errors.FirstOrDefault()?.Message;
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            return exception.Message;
        }
    }

    private static OperationFacts Unusable(string path, KeyValuePair<string, JsonNode?> operation, string fault)
    {
        JsonObject? facts = operation.Value as JsonObject;
        return OperationFacts.Unusable(
            path, operation.Key.ToUpperInvariant(), Text(facts?["operationId"]), Text((facts?["tags"] as JsonArray)?.FirstOrDefault()), fault);
    }

    private static string? Text(JsonNode? node) =>
        node is JsonValue value && value.GetValueKind() == JsonValueKind.String ? value.GetValue<string>() : null;
}
