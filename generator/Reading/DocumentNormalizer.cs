using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Leeway.Generator.Reading;

/// <summary>Rewrites a document's JSON into forms that Microsoft.OpenApi reads and that mean the same to this generator.</summary>
/// <remarks>
/// A boolean schema becomes a schema that allows any JSON. A reference to a schema that is not a component makes one of it. Keywords
/// that nothing is generated from are removed, and so are values of a kind that their keyword cannot have: the reader fails on some
/// of them, and one such schema must not cost the document.
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
        root["servers"] = new JsonArray([.. (root["servers"] as JsonArray ?? []).Select(static s => StringOf((s as JsonObject)?["url"])).OfType<string>()
            .Select(static url => new JsonObject { ["url"] = url })]);
        new DocumentNormalizer(root).Rewrite();
    }

    /// <summary>What a JSON pointer in a URI fragment, split at its slashes, leads to; null where it leads nowhere.</summary>
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

    /// <summary>The reference that the name of a missing component stands for; null where the document itself has that name.</summary>
    public static string? LostReference(string? component) =>
        component is not null && Uri.UnescapeDataString(component) is var text && text.StartsWith("#", StringComparison.Ordinal) ? text : null;

    /// <summary>A step of a JSON pointer in a URI fragment, as the name that it stands for.</summary>
    public static string Decode(string step)
    {
        string text = step.IndexOf('%') < 0 ? step : Uri.UnescapeDataString(step);
        return text.IndexOf('~') < 0 ? text : text.Replace("~1", "/").Replace("~0", "~");
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

        // References to it lead to a copy with a name by now: the reader cannot hold a reference without one.
        _schemas.Remove("");
    }

    /// <summary>Removes components that are none.</summary>
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

    /// <summary>The reader cannot hold a tag without a name.</summary>
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
                if (string.IsNullOrWhiteSpace(StringOf(tags[i])))
                {
                    tags.RemoveAt(i);
                }
            }
        }
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
                case "$ref" when StringOf(member.Value) is { } reference:
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
    /// Rewrites a reference to a component that is no schema and whose name the reference encodes. The component gets its encoded name
    /// as a second one, because the reader compares names as they are spelled.
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

    /// <summary>The schema, rewritten: itself, or another in its place.</summary>
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

    /// <summary>Rewrites a keyword's value; false where the keyword is to be removed.</summary>
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
                return value is JsonArray names && names.All(static n => StringOf(n) is not null);
            case "enum":
                return value is JsonArray values && RemoveNulls(values);
            case "const":
                if (!schema.ContainsKey("enum") && StringOf(value) is { } constant)
                {
                    schema["enum"] = new JsonArray(JsonValue.Create(constant));
                }

                return false;
            case "contentMediaType":
                RewriteMediaType(schema, StringOf(value));
                return false;
            case "format" or "title" or "description":
                return StringOf(value) is not null;
            case "readOnly" or "deprecated" or "nullable":
                return IsBoolean(value);
            case "discriminator":
                return value is JsonObject discriminator && StringOf(discriminator["propertyName"]) is not null && RewriteMapping(discriminator["mapping"]);
            case "default":
                return value is not null;
            default:
                return keyword.StartsWith("x-", StringComparison.Ordinal);
        }
    }

    /// <summary>Removes the nulls, since every value may be null; false where nothing is left.</summary>
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

    /// <summary>Lets a reference to a schema elsewhere lead to a component; false where it is none.</summary>
    private bool RewriteReference(JsonObject owner, string member)
    {
        if (StringOf(owner[member]) is not { Length: > 0 } reference)
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

    /// <summary>The name of the component that a reference leads to, which is made of a schema elsewhere; null where it leads nowhere.</summary>
    private string? FindTarget(string[] steps)
    {
        // A slash in a component's name that is not escaped.
        if (steps.Length > 4 && steps[1] == "components" && steps[2] == "schemas"
            && Decode(string.Join("/", steps.Skip(3))) is var rest && _schemas.ContainsKey(rest))
        {
            return Uri.EscapeDataString(rest);
        }

        // Decoded, so that a schema is copied once however often and however it is referred to.
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

        string name = UniqueName(steps);
        _promoted.Add(pointer, name);
        _schemas[name] = target!.DeepClone();
        _waiting.Enqueue(name);
        return name;
    }

    private string UniqueName(string[] steps)
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

    /// <summary>OpenAPI 3.1 says by a media type what 3.0 says by <c>format: binary</c>.</summary>
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

    private static bool IsType(JsonNode? value) => StringOf(value) is { } name && s_types.Contains(name);

    private static bool IsBoolean(JsonNode? value) => value is JsonValue known && known.GetValueKind() is JsonValueKind.True or JsonValueKind.False;

    private static string? StringOf(JsonNode? value) =>
        value is JsonValue known && known.GetValueKind() == JsonValueKind.String ? known.GetValue<string>() : null;

    private static void Replace(JsonObject owner, string name, JsonObject value)
    {
        if (!ReferenceEquals(owner[name], value))
        {
            owner[name] = value;
        }
    }
}
