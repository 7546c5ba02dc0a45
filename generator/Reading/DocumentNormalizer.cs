using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Leeway.Generator.Reading;

/// <summary>Rewrites a document's JSON into equivalent forms that Microsoft.OpenApi can read.</summary>
/// <remarks>
/// A boolean schema becomes a schema that allows any JSON. A schema that is referenced but is not a component becomes one. Keywords that the
/// generator does not use are removed, and so are values whose type is wrong for their keyword. The reader fails on some of these, and one
/// such schema must not make the whole document unreadable.
/// </remarks>
internal sealed class DocumentNormalizer
{
    private static readonly HashSet<string> s_types = new(["object", "array", "string", "integer", "number", "boolean", "null"], StringComparer.Ordinal);

    private readonly JsonObject _root;
    private readonly JsonObject _schemas;
    private readonly Dictionary<string, string> _promoted = new(StringComparer.Ordinal);
    private readonly Queue<string> _waiting = new();

    private DocumentNormalizer(JsonObject root)
    {
        _root = root;
        if (root["components"] is not JsonObject components)
        {
            root["components"] = components = new JsonObject();
        }

        if (components["schemas"] is not JsonObject schemas)
        {
            components["schemas"] = schemas = new JsonObject();
        }

        _schemas = schemas;
    }

    /// <summary>Rewrites a document in place.</summary>
    public static void Normalize(JsonObject root)
    {
        foreach (string member in root.Select(static m => m.Key).Where(static k => k is not ("openapi" or "servers" or "paths" or "components")).ToList())
        {
            root.Remove(member);
        }

        root["info"] = new JsonObject { ["title"] = "", ["version"] = "" };
        RewriteServers(root);
        new DocumentNormalizer(root).Rewrite();
    }

    /// <summary>Finds the target of a JSON pointer in a URI fragment, which is split at its slashes. Returns null if there is no target.</summary>
    public static JsonNode? Find(JsonObject root, string[] steps)
    {
        JsonNode? target = root;
        foreach (string step in steps.Skip(1).Select(Decode))
        {
            target = target switch
            {
                JsonObject parent => parent[step],
                JsonArray array when int.TryParse(step, NumberStyles.None, CultureInfo.InvariantCulture, out int index) && index < array.Count && step == index.ToString(CultureInfo.InvariantCulture) => array[index],
                _ => null,
            };
        }

        return target;
    }

    /// <summary>Returns the reference that is encoded in the name of a missing component, or null if the name comes from the document.</summary>
    public static string? DecodeMissingReference(string? component) =>
        component is not null && Uri.UnescapeDataString(component) is var text && text.StartsWith("#", StringComparison.Ordinal) ? text : null;

    /// <summary>Decodes a step of a JSON pointer in a URI fragment.</summary>
    public static string Decode(string step)
    {
        string text = step.IndexOf('%') < 0 ? step : Uri.UnescapeDataString(step);
        return text.IndexOf('~') < 0 ? text : text.Replace("~1", "/").Replace("~0", "~");
    }

    /// <summary>Rewrites the servers of a document, a path item or an operation: only their addresses and variables stay.</summary>
    public static void RewriteServers(JsonObject owner)
    {
        IEnumerable<JsonObject> servers = owner["servers"] is JsonArray array ? array.OfType<JsonObject>() : [];
        List<JsonNode?> rewritten = [];
        foreach (JsonObject server in servers)
        {
            if (ReadString(server["url"]) is { } url)
            {
                rewritten.Add(new JsonObject { ["url"] = url, ["variables"] = RewriteVariables(server["variables"] as JsonObject ?? []) });
            }
        }

        owner.Remove("servers");
        if (rewritten.Count > 0)
        {
            owner["servers"] = new JsonArray([.. rewritten]);
        }
    }

    private void Rewrite()
    {
        RewriteSchemas(_schemas);
        var components = (JsonObject)_root["components"]!;
        foreach (KeyValuePair<string, JsonNode?> member in components.Where(static m => m.Key != "schemas").ToList())
        {
            RemoveAllButObjects(components, member.Key);
            RewriteOther(components[member.Key]);
        }

        RewriteOther(_root["paths"]);
        DropEmptyTags();
        while (_waiting.Count > 0)
        {
            string name = _waiting.Dequeue();
            JsonNode? schema = _schemas[name];
            Replace(_schemas, name, RewriteSchema(schema));
        }

        // The reader does not support references to an empty name. They now refer to a copy with another name.
        _schemas.Remove("");
    }

    /// <summary>Removes components that are not objects.</summary>
    private static void RemoveAllButObjects(JsonObject components, string kind)
    {
        if (components[kind] is not JsonObject named)
        {
            components.Remove(kind);
            return;
        }

        foreach (string name in named.Where(static c => c.Value is not JsonObject).Select(static c => c.Key).ToList())
        {
            named.Remove(name);
        }
    }

    /// <summary>Removes tags without a name, which the reader does not support.</summary>
    private void DropEmptyTags()
    {
        IEnumerable<JsonObject> operations = (_root["paths"] as JsonObject ?? [])
            .SelectMany(static path => path.Value as JsonObject ?? [])
            .Select(static operation => operation.Value)
            .OfType<JsonObject>();
        foreach (JsonArray tags in operations.Select(static operation => operation["tags"]).OfType<JsonArray>())
        {
            for (int i = tags.Count - 1; i >= 0; i--)
            {
                if (string.IsNullOrWhiteSpace(ReadString(tags[i])))
                {
                    tags.RemoveAt(i);
                }
            }
        }
    }

    private static JsonObject RewriteVariables(JsonObject variables)
    {
        var rewritten = new JsonObject();
        foreach (KeyValuePair<string, JsonNode?> variable in variables)
        {
            JsonObject facts = variable.Value as JsonObject ?? [];
            var kept = new JsonObject();
            if (ReadString(facts["default"]) is { } value)
            {
                kept["default"] = value;
            }

            if (facts["enum"] is JsonArray values)
            {
                kept["enum"] = new JsonArray([.. values.Select(ReadString).OfType<string>().Select(static v => JsonValue.Create(v))]);
            }

            rewritten[variable.Key] = kept;
        }

        return rewritten;
    }

    private void RewriteOther(JsonNode? node)
    {
        if (node is JsonArray array)
        {
            foreach (JsonNode? item in array)
            {
                RewriteOther(item);
            }

            return;
        }

        if (node is not JsonObject other)
        {
            return;
        }

        foreach (KeyValuePair<string, JsonNode?> member in other.ToList())
        {
            switch (member.Key)
            {
                case "schema":
                    Replace(other, member.Key, RewriteSchema(member.Value));
                    break;
                case "$ref" when ReadString(member.Value) is { } reference:
                    RewriteAlias(other, reference);
                    break;
                case "example" or "examples":
                    break;
                default:
                    RewriteOther(member.Value);
                    break;
            }
        }
    }

    /// <summary>
    /// Rewrites a reference that encodes the name of a component other than a schema. A copy of the component is added with the encoded name,
    /// because the reader compares names without decoding them.
    /// </summary>
    private void RewriteAlias(JsonObject owner, string reference)
    {
        string[] steps = reference.Split('/');
        if (steps.Length != 4 || steps[0] != "#" || steps[1] != "components" || _root["components"]![steps[2]] is not JsonObject components
            || components.ContainsKey(steps[3]) || components[Decode(steps[3])] is not { } component)
        {
            return;
        }

        string alias = Uri.EscapeDataString(Decode(steps[3]));
        owner["$ref"] = "#/components/" + steps[2] + "/" + alias;
        if (!components.ContainsKey(alias))
        {
            components[alias] = component.DeepClone();
            RewriteOther(components[alias]);
        }
    }

    private void RewriteSchemas(JsonObject schemas)
    {
        foreach (KeyValuePair<string, JsonNode?> schema in schemas.ToList())
        {
            Replace(schemas, schema.Key, RewriteSchema(schema.Value));
        }
    }

    /// <summary>Rewrites a schema. Returns the same object, or a new one if the value is not an object.</summary>
    private JsonObject RewriteSchema(JsonNode? node)
    {
        if (node is not JsonObject schema)
        {
            return new JsonObject();
        }

        foreach (KeyValuePair<string, JsonNode?> keyword in schema.ToList())
        {
            if (!RewriteKeyword(schema, keyword.Key, keyword.Value))
            {
                schema.Remove(keyword.Key);
            }
        }

        return schema;
    }

    /// <summary>Rewrites the value of a keyword. Returns false if the keyword must be removed.</summary>
    private bool RewriteKeyword(JsonObject schema, string keyword, JsonNode? value)
    {
        switch (keyword)
        {
            case "properties" or "$defs" or "definitions":
                if (value is JsonObject members)
                {
                    RewriteSchemas(members);
                }

                return value is JsonObject;
            case "items":
                Replace(schema, keyword, RewriteSchema(value));
                return true;
            case "additionalProperties":
                if (value is JsonObject)
                {
                    RewriteSchema(value);
                }

                return value is JsonObject || IsBoolean(value);
            case "allOf" or "oneOf" or "anyOf":
                return RewriteBranches(value);
            case "$ref":
                return RewriteReference(schema, keyword);
            case "type":
                return value is JsonArray types ? types.Count > 0 && types.All(IsType) : IsType(value);
            case "required":
                return value is JsonArray names && names.All(static n => ReadString(n) is not null);
            case "enum":
                return value is JsonArray values && RemoveNulls(values);
            case "const":
                if (!schema.ContainsKey("enum") && ReadString(value) is { } constant)
                {
                    schema["enum"] = new JsonArray(JsonValue.Create(constant));
                }

                return false;
            case "contentMediaType":
                RewriteMediaType(schema, ReadString(value));
                return false;
            case "format" or "title" or "description":
                return ReadString(value) is not null;
            case "readOnly" or "deprecated" or "nullable":
                return IsBoolean(value);
            case "discriminator":
                return value is JsonObject discriminator && ReadString(discriminator["propertyName"]) is not null && RewriteMapping(discriminator["mapping"]);
            case "default":
                return value is not null;
            default:
                return keyword.StartsWith("x-", StringComparison.Ordinal);
        }
    }

    /// <summary>Removes the nulls, because every value may be null anyway. Returns false if no value is left.</summary>
    private static bool RemoveNulls(JsonArray values)
    {
        for (int i = values.Count - 1; i >= 0; i--)
        {
            if (values[i] is null)
            {
                values.RemoveAt(i);
            }
        }

        return values.Count > 0;
    }

    private bool RewriteBranches(JsonNode? value)
    {
        if (value is not JsonArray branches)
        {
            return false;
        }

        for (int i = 0; i < branches.Count; i++)
        {
            JsonObject rewritten = RewriteSchema(branches[i]);
            if (!ReferenceEquals(rewritten, branches[i]))
            {
                branches[i] = rewritten;
            }
        }

        return true;
    }

    /// <summary>Changes a reference to a schema in another place into a reference to a component. Returns false if the value is not a reference.</summary>
    private bool RewriteReference(JsonObject owner, string member)
    {
        if (ReadString(owner[member]) is not { Length: > 0 } reference)
        {
            return false;
        }

        string[] steps = reference.Split('/');
        bool isComponent = steps.Length == 4 && steps[1] == "components" && steps[2] == "schemas" && !string.IsNullOrWhiteSpace(steps[3]);
        if (reference[0] == '#' && !isComponent)
        {
            string? name = steps[0] == "#" && steps.Length > 1 ? FindTarget(steps) : null;
            owner[member] = "#/components/schemas/" + (name ?? Uri.EscapeDataString(reference));
        }

        return true;
    }

    private bool RewriteMapping(JsonNode? mapping) =>
        mapping is null || (mapping is JsonObject values && values.Select(static v => v.Key).ToList().TrueForAll(key => RewriteReference(values, key)));

    /// <summary>Returns the name of the component for a reference. A schema in another place becomes a component. Returns null if the reference has no target.</summary>
    private string? FindTarget(string[] steps)
    {
        // The name of the component contains a slash that is not escaped.
        if (steps.Length > 4 && steps[1] == "components" && steps[2] == "schemas"
            && Decode(string.Join("/", steps.Skip(3))) is var rest && _schemas.ContainsKey(rest))
        {
            return Uri.EscapeDataString(rest);
        }

        // The decoded pointer is the key, so that a schema is copied once for all references to it.
        string pointer = string.Join("/", steps.Select(Decode).Select(JsonText.Escape));
        if (_promoted.TryGetValue(pointer, out string? known))
        {
            return known;
        }

        JsonNode? target = Find(_root, steps);
        if (target is not JsonObject && !IsBoolean(target))
        {
            return null;
        }

        string name = CreateUniqueName(steps);
        _promoted.Add(pointer, name);
        _schemas[name] = target!.DeepClone();
        _waiting.Enqueue(name);
        return name;
    }

    private string CreateUniqueName(string[] steps)
    {
        var plain = new StringBuilder();
        for (int i = steps.Length - 1; i > 0 && !plain.ToString().Any(char.IsLetter); i--)
        {
            plain.Insert(0, new string([.. Decode(steps[i]).Where(static c => c is >= 'a' and <= 'z' or >= 'A' and <= 'Z' or >= '0' and <= '9' or '_' or '-')]));
        }

        if (plain.Length == 0)
        {
            plain.Append("Schema");
        }

        string name = plain.ToString();
        for (int number = 2; _schemas.ContainsKey(name); number++)
        {
            name = plain + "-" + number.ToString(CultureInfo.InvariantCulture);
        }

        return name;
    }

    /// <summary>Converts the media type of OpenAPI 3.1 to <c>format: binary</c> of OpenAPI 3.0.</summary>
    private static void RewriteMediaType(JsonObject schema, string? mediaType)
    {
        bool isText = mediaType is null
            || mediaType.StartsWith("text/", StringComparison.OrdinalIgnoreCase)
            || mediaType.IndexOf("json", StringComparison.OrdinalIgnoreCase) >= 0
            || mediaType.IndexOf("xml", StringComparison.OrdinalIgnoreCase) >= 0;
        if (!isText && !schema.ContainsKey("contentEncoding") && !schema.ContainsKey("format"))
        {
            schema["format"] = "binary";
        }
    }

    private static bool IsType(JsonNode? value) => ReadString(value) is { } name && s_types.Contains(name);

    private static bool IsBoolean(JsonNode? value) => value is JsonValue known && known.GetValueKind() is JsonValueKind.True or JsonValueKind.False;

    private static string? ReadString(JsonNode? value) =>
        value is JsonValue known && known.GetValueKind() == JsonValueKind.String ? known.GetValue<string>() : null;

    private static void Replace(JsonObject owner, string name, JsonObject value)
    {
        if (!ReferenceEquals(owner[name], value))
        {
            owner[name] = value;
        }
    }
}
