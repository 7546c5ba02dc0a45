using System.Text.Json.Nodes;

namespace Leeway.Cli;

/// <summary>A value in a JSON document, with its place. Unlike a <see cref="JsonNode"/>, it can be a JSON null.</summary>
internal readonly record struct JsonPlace
{
    private readonly JsonNode? _parent;
    private readonly int _index;

    /// <summary>Creates the place of a document, or of a part of it that is searched alone.</summary>
    public JsonPlace(JsonNode root)
    {
        Value = root;
    }

    private JsonPlace(JsonNode parent, string? name, int index, JsonNode? value)
    {
        _parent = parent;
        _index = index;
        Name = name;
        Value = value;
    }

    /// <summary>The value; null for a JSON null.</summary>
    public JsonNode? Value { get; }

    /// <summary>The name of the member; null for an item of an array and for the root.</summary>
    public string? Name { get; }

    /// <summary>The object that has the member; null for an item of an array and for the root.</summary>
    public JsonObject? Owner => _parent as JsonObject;

    /// <summary>The JSONPath of the place in its document.</summary>
    public string Path => Value?.GetPath() ?? $"{_parent?.GetPath() ?? "$"}{(Name is null ? $"[{_index}]" : $"['{Name}']")}";

    /// <summary>Returns the member of an object; null if the value is not an object or has no such member.</summary>
    public JsonPlace? FindMember(string name) =>
        Value is JsonObject members && members.TryGetPropertyValue(name, out JsonNode? value) ? new JsonPlace(members, name, 0, value) : null;

    /// <summary>Returns the item of an array; null if the value is not an array or has no such item.</summary>
    /// <param name="index">The zero-based index. A negative one counts from the end.</param>
    public JsonPlace? FindItem(int index)
    {
        if (Value is not JsonArray items)
        {
            return null;
        }

        int position = index < 0 ? items.Count + index : index;
        return position >= 0 && position < items.Count ? new JsonPlace(items, null, position, items[position]) : null;
    }

    /// <summary>Returns the members of an object or the items of an array, in the order of the document.</summary>
    public IEnumerable<JsonPlace> Children()
    {
        switch (Value)
        {
            case JsonObject members:
                foreach ((string name, JsonNode? value) in members)
                {
                    yield return new JsonPlace(members, name, 0, value);
                }

                break;
            case JsonArray items:
                for (int i = 0; i < items.Count; i++)
                {
                    yield return new JsonPlace(items, null, i, items[i]);
                }

                break;
        }
    }

    /// <summary>Returns the place and all places within it, in the order of the document.</summary>
    public IEnumerable<JsonPlace> DescendantsAndSelf()
    {
        Stack<JsonPlace> waiting = new([this]);
        while (waiting.TryPop(out JsonPlace place))
        {
            yield return place;
            foreach (JsonPlace child in place.Children().Reverse())
            {
                waiting.Push(child);
            }
        }
    }

    /// <summary>Removes different members and items from their document.</summary>
    /// <returns>False if one of them is the root, which cannot be removed.</returns>
    public static bool TryRemove(IEnumerable<JsonPlace> places)
    {
        // The last items of an array first, so that the indexes of the others do not change.
        foreach (JsonPlace place in places.OrderByDescending(static place => place._index))
        {
            if (!place.TryRemove())
            {
                return false;
            }
        }

        return true;
    }

    private bool TryRemove()
    {
        switch (_parent)
        {
            case JsonObject members:
                members.Remove(Name!);
                return true;
            case JsonArray items:
                items.RemoveAt(_index);
                return true;
            default:
                return false;
        }
    }
}
