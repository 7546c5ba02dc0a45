using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Leeway.Cli;

/// <summary>Reads JSON strictly and writes it in the layout of the committed documents.</summary>
/// <remarks>
/// A value that fits is written on one line. A longer value, or one that contains a map of facts, has one line for each member, so that one
/// changed fact is one changed line.
/// </remarks>
internal static class StrictJson
{
    private const int LineWidth = 140;
    private const int IndentationWidth = 2;
    private const int MaxDepth = 256;

    /// <summary>The maps whose entries are facts and get a line each, however short they are.</summary>
    private static readonly HashSet<string> s_maps = ["properties", "responses"];

    private static readonly JsonDocumentOptions s_reading = new() { MaxDepth = MaxDepth, AllowDuplicateProperties = false };

    private static readonly JsonSerializerOptions s_compact = new() { MaxDepth = MaxDepth, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static readonly JsonSerializerOptions s_indented = new(s_compact) { WriteIndented = true, NewLine = "\n" };

    /// <exception cref="InputException">The file cannot be read, or is not a JSON object.</exception>
    public static JsonObject ReadObject(string path)
    {
        return ParseObject(InputFile.ReadBytes(path), path);
    }

    /// <exception cref="InputException">The text is not a JSON object.</exception>
    public static JsonObject ParseObject(byte[] utf8, string path)
    {
        ReadOnlyMemory<byte> text = utf8;
        if (text.Span.StartsWith(Encoding.UTF8.Preamble))
        {
            text = text[Encoding.UTF8.Preamble.Length..];
        }

        try
        {
            JsonObject root = JsonNode.Parse(text.Span, documentOptions: s_reading) as JsonObject
                ?? throw new InputException($"'{path}' is JSON, but not a JSON object.");
            DecodeTexts(root);
            return root;
        }
        catch (InvalidOperationException e)
        {
            throw new InputException($"'{path}' cannot be read as JSON: {e.Message}");
        }
        catch (JsonException e)
        {
            throw new InputException($"'{path}' {DescribeFault(text.Span) ?? Locate(e)}");
        }

        static string Locate(JsonException e) => e.LineNumber is { } line
            ? $"cannot be read as JSON, at line {line + 1}, byte {e.BytePositionInLine + 1}."
            : $"cannot be read as JSON: {e.Message}";
    }

    /// <summary>Decodes every text, so that one that is not valid Unicode is an error here and not where it is used.</summary>
    /// <exception cref="InvalidOperationException">A text is not valid Unicode.</exception>
    private static void DecodeTexts(JsonObject root)
    {
        foreach (JsonPlace place in new JsonPlace(root).DescendantsAndSelf())
        {
            _ = place.Value.AsString();
        }
    }

    /// <summary>Describes a text that is often mistaken for JSON; null if the text is something else.</summary>
    private static string? DescribeFault(ReadOnlySpan<byte> text)
    {
        ReadOnlySpan<byte> content = text.Trim(" \t\r\n"u8);
        if (content.IsEmpty)
        {
            return "is empty.";
        }

        if (text.StartsWith(Encoding.Unicode.Preamble) || text.StartsWith(Encoding.BigEndianUnicode.Preamble))
        {
            return "is UTF-16. Save it as UTF-8.";
        }

        if (content[0] == '<')
        {
            return "is HTML or XML, not JSON. Download the document itself, not a page about it.";
        }

        if (content[0] != '{')
        {
            return content.StartsWith("---"u8) || content.StartsWith("openapi:"u8) || content.StartsWith("swagger:"u8)
                || content.IndexOf("\nopenapi:"u8) >= 0 || content.IndexOf("\nswagger:"u8) >= 0
                ? "is YAML, which is not supported. Convert it to JSON."
                : null;
        }

        // A reader that expects more data finds no error in a text that was cut off.
        Utf8JsonReader reader = new(text, isFinalBlock: false, new JsonReaderState(new JsonReaderOptions { MaxDepth = MaxDepth }));
        try
        {
            while (reader.Read())
            {
            }

            return reader is { TokenType: JsonTokenType.EndObject, CurrentDepth: 0 } ? null : "ends too early. Download it again.";
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>Writes a value as UTF-8, with <c>\n</c> line endings and no byte order mark.</summary>
    public static byte[] Write(JsonNode value)
    {
        StringBuilder text = new();
        Write(text, new JsonPlace(value), indentation: 0, column: 0);
        text.Append('\n');
        return Encoding.UTF8.GetBytes(text.ToString());
    }

    /// <summary>Writes a value as UTF-8 with one line for each member and item, <c>\n</c> line endings and no byte order mark.</summary>
    public static byte[] WriteIndented(JsonNode value) => Encoding.UTF8.GetBytes(value.ToJsonString(s_indented) + "\n");

    /// <summary>Returns a value as JSON without spaces.</summary>
    public static string ToCompactText(JsonNode? value) => value?.ToJsonString(s_compact) ?? "null";

    private static void Write(StringBuilder text, JsonPlace place, int indentation, int column)
    {
        if (!HasChildren(place))
        {
            WriteInline(text, place.Value);
            return;
        }

        if (!HoldsMap(place))
        {
            int start = text.Length;
            WriteInline(text, place.Value);

            // One more column for a comma that may follow.
            if (column + text.Length - start < LineWidth)
            {
                return;
            }

            text.Length = start;
        }

        bool isObject = place.Value is JsonObject;
        text.Append(isObject ? '{' : '[');
        string separator = "\n";
        foreach (JsonPlace child in place.Children())
        {
            text.Append(separator);
            int lineStart = text.Length;
            text.Append(' ', (indentation + 1) * IndentationWidth);
            if (child.Name is not null)
            {
                WriteString(text, child.Name);
                text.Append(": ");
            }

            Write(text, child, indentation + 1, text.Length - lineStart);
            separator = ",\n";
        }

        text.Append('\n').Append(' ', indentation * IndentationWidth).Append(isObject ? '}' : ']');
    }

    private static bool HoldsMap(JsonPlace place) =>
        place.DescendantsAndSelf().Any(static p => p.Name is not null && s_maps.Contains(p.Name) && HasChildren(p));

    private static bool HasChildren(JsonPlace place) => place.Value is JsonObject { Count: > 0 } or JsonArray { Count: > 0 };

    private static void WriteInline(StringBuilder text, JsonNode? value)
    {
        switch (value)
        {
            case JsonObject members:
                text.Append('{');
                string memberSeparator = "";
                foreach ((string name, JsonNode? member) in members)
                {
                    text.Append(memberSeparator);
                    WriteString(text, name);
                    text.Append(": ");
                    WriteInline(text, member);
                    memberSeparator = ", ";
                }

                text.Append('}');
                break;

            case JsonArray items:
                text.Append('[');
                string itemSeparator = "";
                foreach (JsonNode? item in items)
                {
                    text.Append(itemSeparator);
                    WriteInline(text, item);
                    itemSeparator = ", ";
                }

                text.Append(']');
                break;

            default:
                text.Append(ToCompactText(value));
                break;
        }
    }

    private static void WriteString(StringBuilder text, string value)
    {
        text.Append('"').Append(JavaScriptEncoder.UnsafeRelaxedJsonEscaping.Encode(value)).Append('"');
    }
}
