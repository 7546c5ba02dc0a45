using Newtonsoft.Json.Linq;

namespace Leeway.Cli.Specs;

/// <summary>Corrections of a document in the format of <see href="https://spec.openapis.org/overlay/v1.0.0.html">OpenAPI Overlay 1.0</see>.</summary>
internal sealed class Overlay
{
    private readonly string _path;
    private readonly JArray _actions;

    private Overlay(string path, JArray actions)
    {
        _path = path;
        _actions = actions;
    }

    /// <exception cref="InputException">The file cannot be read, or is not an Overlay 1.0 document.</exception>
    public static Overlay Read(string path)
    {
        JObject root = StrictJson.ReadObject(path);
        if (root["overlay"] is not JValue { Value: string version } || !version.StartsWith("1.0.", StringComparison.Ordinal))
        {
            throw new InputException($"'{path}' is not an OpenAPI Overlay 1.0 document: 'overlay' is not 1.0.x.");
        }

        return root["actions"] is JArray { Count: > 0 } actions
            ? new Overlay(path, actions)
            : throw new InputException($"'{path}' has no 'actions'. Add at least one.");
    }

    /// <summary>Applies the actions to the document in order. Each action sees the result of those before it.</summary>
    /// <exception cref="InputException">An action is malformed, or its target is not in the document.</exception>
    public void Apply(JObject document)
    {
        for (int i = 0; i < _actions.Count; i++)
        {
            Apply(document, _actions[i], $"'{_path}', action {i}");
        }
    }

    private static void Apply(JObject document, JToken action, string where)
    {
        if ((action as JObject)?["target"] is not JValue { Value: string target })
        {
            throw new InputException($"{where}: 'target' is missing.");
        }

        List<JToken> matches;
        try
        {
            matches = [.. document.SelectTokens(target)];
        }
        catch (Newtonsoft.Json.JsonException e)
        {
            throw new InputException($"{where}: '{target}' is not a JSONPath expression: {e.Message}");
        }

        if (matches.Count == 0)
        {
            throw new InputException($"{where}: nothing in the document matches '{target}'. The document has changed. Correct the action or remove it.");
        }

        bool isRemoval = action["remove"] is JValue { Value: true };
        if (!isRemoval && action["update"] is null)
        {
            throw new InputException($"{where}: 'update' or 'remove: true' is missing.");
        }

        foreach (JToken match in matches)
        {
            if (isRemoval)
            {
                Remove(match, where, target);
            }
            else
            {
                Update(match, action["update"]!, where, target);
            }
        }
    }

    private static void Remove(JToken match, string where, string target)
    {
        if (match.Parent is null)
        {
            throw new InputException($"{where}: '{target}' matches the whole document, which cannot be removed.");
        }

        (match.Parent is JProperty property ? property : match).Remove();
    }

    private static void Update(JToken match, JToken update, string where, string target)
    {
        switch (match)
        {
            case JObject members when update is JObject changes:
                Merge(members, changes);
                break;
            case JArray items:
                items.Add(update.DeepClone());
                break;
            default:
                throw new InputException($"{where}: '{target}' matches '{match.Path}', which cannot be updated with this value. Update an object with an object, and an array with an item to append; no other value can be updated.");
        }
    }

    private static void Merge(JObject members, JObject changes)
    {
        foreach (JProperty change in changes.Properties())
        {
            switch (members[change.Name], change.Value)
            {
                case (JObject inner, JObject innerChanges):
                    Merge(inner, innerChanges);
                    break;
                case (JArray items, JArray added):
                    foreach (JToken item in added)
                    {
                        items.Add(item.DeepClone());
                    }

                    break;
                default:
                    members[change.Name] = change.Value.DeepClone();
                    break;
            }
        }
    }
}
