using System.Text.Json.Nodes;

namespace Leeway.Cli.Specs;

/// <summary>Corrections of a document in the format of <see href="https://spec.openapis.org/overlay/v1.0.0.html">OpenAPI Overlay 1.0</see>.</summary>
internal sealed class Overlay
{
    private readonly string _path;
    private readonly JsonArray _actions;

    private Overlay(string path, JsonArray actions)
    {
        _path = path;
        _actions = actions;
    }

    /// <exception cref="InputException">The file cannot be read, or is not an Overlay 1.0 document.</exception>
    public static Overlay Read(string path)
    {
        JsonObject root = StrictJson.ReadObject(path);
        if (root["overlay"].AsString() is not { } version || !version.StartsWith("1.0.", StringComparison.Ordinal))
        {
            throw new InputException($"'{path}' is not an OpenAPI Overlay 1.0 document: 'overlay' is not 1.0.x.");
        }

        return root["actions"] is JsonArray { Count: > 0 } actions
            ? new Overlay(path, actions)
            : throw new InputException($"'{path}' has no 'actions'. Add at least one.");
    }

    /// <summary>Applies the actions to the document in order. Each action sees the result of those before it.</summary>
    /// <exception cref="InputException">An action is malformed, or its target is not in the document.</exception>
    public void Apply(JsonObject document)
    {
        for (int i = 0; i < _actions.Count; i++)
        {
            string where = $"'{_path}', action {i}";
            if (!TryApply(document, _actions[i], where, out string target))
            {
                throw new InputException($"{where}: nothing in the document matches '{target}'. The document has changed. Correct the action or remove it.");
            }
        }
    }

    /// <summary>Applies the actions whose targets are in the document, in order. Used for documents that may be newer than the overlay.</summary>
    /// <returns>The targets that are not in the document.</returns>
    /// <exception cref="InputException">An action is malformed.</exception>
    public IReadOnlyList<string> ApplyMatching(JsonObject document)
    {
        List<string> missing = [];
        for (int i = 0; i < _actions.Count; i++)
        {
            if (!TryApply(document, _actions[i], $"'{_path}', action {i}", out string target))
            {
                missing.Add(target);
            }
        }

        return missing;
    }

    private static bool TryApply(JsonObject document, JsonNode? node, string where, out string target)
    {
        JsonObject action = node as JsonObject ?? [];
        target = action["target"].AsString() ?? throw new InputException($"{where}: 'target' is missing.");
        List<JsonPlace> matches = FindMatches(document, target, where);
        if (matches.Count == 0)
        {
            return false;
        }

        bool isRemoval = action["remove"].AsBoolean() == true;
        if (!isRemoval && !action.ContainsKey("update"))
        {
            throw new InputException($"{where}: 'update' or 'remove: true' is missing.");
        }

        if (isRemoval)
        {
            if (!JsonPlace.TryRemove(matches))
            {
                throw new InputException($"{where}: '{target}' matches the whole document, which cannot be removed.");
            }

            return true;
        }

        foreach (JsonPlace match in matches)
        {
            Update(match, action["update"], where, target);
        }

        return true;
    }

    private static List<JsonPlace> FindMatches(JsonObject document, string target, string where)
    {
        try
        {
            return [.. JsonPath.Select(document, target).Distinct()];
        }
        catch (FormatException e)
        {
            throw new InputException($"{where}: '{target}' is not a JSONPath expression that overlays can use: {e.Message}");
        }
    }

    private static void Update(JsonPlace match, JsonNode? update, string where, string target)
    {
        switch (match.Value)
        {
            case JsonObject members when update is JsonObject changes:
                Merge(members, changes);
                break;
            case JsonArray items:
                items.Add(update?.DeepClone());
                break;
            default:
                throw new InputException($"{where}: '{target}' matches '{match.Path}', which cannot be updated with this value. Update an object with an object, and an array with an item to append; no other value can be updated.");
        }
    }

    private static void Merge(JsonObject members, JsonObject changes)
    {
        foreach ((string name, JsonNode? change) in changes)
        {
            switch (members[name], change)
            {
                case (JsonObject inner, JsonObject innerChanges):
                    Merge(inner, innerChanges);
                    break;
                case (JsonArray items, JsonArray added):
                    foreach (JsonNode? item in added)
                    {
                        items.Add(item?.DeepClone());
                    }

                    break;
                default:
                    members[name] = change?.DeepClone();
                    break;
            }
        }
    }
}
