using System.Buffers;
using System.Text;
using System.Text.Json;
using Leeway.RichText;

namespace Leeway.Markdown.Embedding;

/// <summary>
/// A node inside a line, as a link. Common nodes have an address such as <c>adf:mention/ID</c> whose text is that of the node, a card is a link
/// with the title <c>adf:card</c>, and other nodes are <c>adf:</c> with their JSON.
/// </summary>
internal static class AdfReference
{
    private const string Scheme = "adf:";
    private const string CardTitle = "adf:card";

    /// <summary>The nodes with a short address: their type, the attribute in the path, and the attribute that is the text of the link.</summary>
    private static readonly (string Type, string Path, string? Text)[] s_short =
    [
        ("mention", "id", "text"),
        ("status", "color", "text"),
        ("emoji", "shortName", "text"),
        ("date", "timestamp", null),
    ];

    public static bool IsReference(string? url, string? title) => url is not null && (url.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) || IsCard(title));

    public static bool IsCard(string? title) => title == CardTitle;

    /// <summary>Returns the address and the title of a link that stands for a node.</summary>
    public static (string Url, string? Title) Write(AdfInline node)
    {
        if (node is AdfInlineCard { Url: { } url, Data: null } && IsPlain(node) && CanBeWritten(url))
        {
            return (url, CardTitle);
        }

        foreach ((string type, string path, string? text) in s_short)
        {
            if (node.Type == type && node is not AdfUnknownInline && IsPlain(node) && WriteShort(node, path, text) is { } address)
            {
                return (address, null);
            }
        }

        return (Scheme + node.ToJson(), null);
    }

    /// <summary>Reads the node that a link stands for; null if there is none.</summary>
    public static AdfInline? Read(string url, string? title, string text)
    {
        string? json = IsCard(title) ? WriteJson("inlineCard", [new("url", url)])
            : url.StartsWith(Scheme + "{", StringComparison.OrdinalIgnoreCase) ? url[Scheme.Length..]
            : ReadShort(url, text);
        return json is null ? null : EmbeddedJson.Read(json, """{"type":"paragraph" """) as AdfInline;
    }

    /// <summary>Whether text survives in a link: Markdown replaces the character NUL, and an address cannot contain half of a surrogate pair.</summary>
    private static bool CanBeWritten(string text) => !text.Contains('\0', StringComparison.Ordinal) && Uri.UnescapeDataString(Uri.EscapeDataString(text)) == text;

    private static bool IsPlain(AdfNode node) => UnknownParts.HasNone(node) && node.Marks.Count == 0;

    /// <summary>Writes a short address; null if the node has no text for the link, or an attribute that is not text.</summary>
    private static string? WriteShort(AdfInline node, string path, string? text)
    {
        using var json = JsonDocument.Parse(node.ToJson());
        StringBuilder query = new();
        string? inPath = null;
        bool hasText = text is null;
        foreach (JsonProperty attribute in json.RootElement.GetProperty("attrs").EnumerateObject())
        {
            if (attribute.Value.ValueKind != JsonValueKind.String)
            {
                return null;
            }

            string value = attribute.Value.GetString()!;
            if (!CanBeWritten(value))
            {
                return null;
            }

            if (attribute.NameEquals(path))
            {
                inPath = Uri.EscapeDataString(value);
            }
            else if (text is not null && attribute.NameEquals(text))
            {
                hasText = value.Length > 0;
            }
            else if (!attribute.NameEquals("localId"))
            {
                query.Append(query.Length == 0 ? '?' : '&').Append(attribute.Name).Append('=').Append(Uri.EscapeDataString(value));
            }
        }

        return hasText ? $"{Scheme}{node.Type}/{inPath}{query}" : null;
    }

    private static string? ReadShort(string url, string text)
    {
        ReadOnlySpan<char> rest = url.AsSpan(Scheme.Length);
        int slash = rest.IndexOf('/');
        int question = rest.IndexOf('?');
        question = question < 0 ? rest.Length : question;
        if (slash < 0 || slash > question)
        {
            return null;
        }

        foreach ((string type, string path, string? textName) in s_short)
        {
            if (rest[..slash].SequenceEqual(type))
            {
                List<KeyValuePair<string, string>> attributes = [new(path, Uri.UnescapeDataString(rest[(slash + 1)..question].ToString()))];
                if (textName is not null)
                {
                    attributes.Add(new(textName, text));
                }

                foreach (string pair in rest[question..].TrimStart('?').ToString().Split('&', StringSplitOptions.RemoveEmptyEntries))
                {
                    int equals = pair.IndexOf('=', StringComparison.Ordinal);
                    if (equals > 0)
                    {
                        attributes.Add(new(pair[..equals], Uri.UnescapeDataString(pair[(equals + 1)..])));
                    }
                }

                return WriteJson(type, attributes);
            }
        }

        return null;
    }

    private static string WriteJson(string type, IEnumerable<KeyValuePair<string, string>> attributes)
    {
        ArrayBufferWriter<byte> buffer = new();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            writer.WriteString("type", type);
            writer.WriteStartObject("attrs");
            foreach ((string name, string value) in attributes)
            {
                writer.WriteString(name, value);
            }

            writer.WriteEndObject();
            writer.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }
}
