using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.OpenApi;
using Microsoft.OpenApi.Reader;

namespace Leeway.Generator.Reading;

/// <summary>Removes the operations that cannot be read from a document, so that the others can be read.</summary>
internal static class UnusablePaths
{
    private static readonly HashSet<string> s_methods = new(
        ["get", "put", "post", "delete", "options", "head", "patch", "trace", "query"], StringComparer.Ordinal);

    /// <summary>The member of a path item with operations that use other HTTP methods.</summary>
    private const string OtherOperations = "additionalOperations";

    /// <summary>The address that the reader assumes for the document, which has none.</summary>
    private static readonly Uri s_location = new("https://openapi.net/");

    /// <summary>Reads a document without changing the JSON.</summary>
    public static ReadResult Parse(JsonObject root) => new OpenApiJsonReader().Read(
        root, s_location, new OpenApiReaderSettings { LoadExternalRefs = false, RuleSet = ValidationRuleSet.GetEmptyRuleSet() });

    /// <summary>
    /// Removes invalid paths, path items and operations that are not objects, and members that the generator does not use. The reference of a
    /// path item is replaced with its target.
    /// </summary>
    /// <returns>The operations that were removed.</returns>
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
                string fault = path.Value is JsonObject
                    ? "its path item refers to " + (path.Value["$ref"]?.ToJsonString() ?? "null") + ", which is not a path item of the document"
                    : "its path item is not an object";
                removed.Add(OperationFacts.CreateUnusable(path.Key, "", null, null, fault));
                paths.Remove(path.Key);
                continue;
            }

            if (!ReferenceEquals(item, path.Value))
            {
                paths[path.Key] = item;
            }

            bool isPath = path.Key.StartsWith("/", StringComparison.Ordinal);
            RemoveMembers(item, path.Key, isPath, removed);
            if (!isPath)
            {
                paths.Remove(path.Key);
            }
        }

        return removed;
    }

    private static void RemoveMembers(JsonObject item, string path, bool isPath, List<OperationFacts> removed)
    {
        foreach (KeyValuePair<string, JsonNode?> operation in item.Where(static m => s_methods.Contains(m.Key)).ToList())
        {
            if (!isPath || operation.Value is not JsonObject)
            {
                removed.Add(CreateUnusable(path, operation, isPath ? "it is not an object" : "its path does not begin with a slash"));
                item.Remove(operation.Key);
            }
        }

        removed.AddRange((item[OtherOperations] as JsonObject ?? []).Select(o => CreateUnusable(path, o, "its HTTP method is not supported")));
        foreach (string member in item.Where(static m => m.Key is not ("parameters" or "servers") && !s_methods.Contains(m.Key)).Select(static m => m.Key).ToList())
        {
            item.Remove(member);
        }

        foreach (JsonObject owner in item.Select(static m => m.Value).OfType<JsonObject>().Append(item).ToList())
        {
            DocumentNormalizer.RewriteServers(owner);
        }
    }

    /// <summary>Replaces the reference of a path item with its target. Returns null if the target is not a path item of the document.</summary>
    private static JsonObject? Resolve(JsonObject root, JsonObject item)
    {
        const int maxChainLength = 16;
        if (!item.ContainsKey("$ref"))
        {
            return item;
        }

        for (int step = 0; step < maxChainLength && item.ContainsKey("$ref"); step++)
        {
            if (ReadText(item["$ref"]) is not { } reference || !reference.StartsWith("#/", StringComparison.Ordinal) || DocumentNormalizer.Find(root, reference.Split('/')) is not JsonObject target)
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

    /// <summary>Removes the operations in which the reader finds errors when it reads each of them separately.</summary>
    /// <returns>The operations that were removed.</returns>
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
                    removed.Add(CreateUnusable(path.Key, operation, fault));
                    item.Remove(operation.Key);
                }
            }

            // Remove the members that the operations share as well: they may contain the error.
            if (!item.Any(static m => s_methods.Contains(m.Key) || m.Key == "$ref"))
            {
                paths.Remove(path.Key);
            }
        }

        return removed;
    }

    /// <summary>Reads one operation in a separate document, and returns the first error.</summary>
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

    private static OperationFacts CreateUnusable(string path, KeyValuePair<string, JsonNode?> operation, string fault)
    {
        JsonObject? facts = operation.Value as JsonObject;
        return OperationFacts.CreateUnusable(
            path, operation.Key.ToUpperInvariant(), ReadText(facts?["operationId"]), ReadText((facts?["tags"] as JsonArray)?.FirstOrDefault()), fault);
    }

    private static string? ReadText(JsonNode? node) =>
        node is JsonValue value && value.GetValueKind() == JsonValueKind.String ? value.GetValue<string>() : null;
}
