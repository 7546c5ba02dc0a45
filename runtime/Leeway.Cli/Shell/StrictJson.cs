using System.Globalization;
using System.Numerics;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

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

    /// <exception cref="InputException">The file cannot be read, or is not a JSON object.</exception>
    public static JObject ReadObject(string path)
    {
        return ParseObject(InputFile.ReadBytes(path), path);
    }

    /// <exception cref="InputException">The text is not a JSON object.</exception>
    public static JObject ParseObject(byte[] utf8, string path)
    {
        ReadOnlyMemory<byte> text = utf8;
        if (text.Span.StartsWith(Encoding.UTF8.Preamble))
        {
            text = text[Encoding.UTF8.Preamble.Length..];
        }

        // Newtonsoft.Json accepts text that is not valid JSON, so System.Text.Json checks it first.
        try
        {
            using JsonDocument document = JsonDocument.Parse(text, new JsonDocumentOptions { MaxDepth = MaxDepth });
            if (document.RootElement.ValueKind != JsonValueKind.Object)
            {
                throw new InputException($"'{path}' is JSON, but not a JSON object.");
            }
        }
        catch (System.Text.Json.JsonException e)
        {
            string fault = DescribeFault(text.Span) ?? $"cannot be read as JSON, at line {e.LineNumber + 1}, byte {e.BytePositionInLine + 1}.";
            throw new InputException($"'{path}' {fault}");
        }

        try
        {
            using JsonTextReader reader = new(new StringReader(Encoding.UTF8.GetString(text.Span)))
            {
                DateParseHandling = DateParseHandling.None,
                FloatParseHandling = FloatParseHandling.Decimal,
                MaxDepth = MaxDepth,
            };
            return JObject.Load(reader, new JsonLoadSettings { DuplicatePropertyNameHandling = DuplicatePropertyNameHandling.Error });
        }
        catch (Newtonsoft.Json.JsonException e)
        {
            throw new InputException($"'{path}' cannot be read: {e.Message}");
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

            return "ends too early. Download it again.";
        }
        catch (System.Text.Json.JsonException)
        {
            return null;
        }
    }

    /// <summary>Writes a value as UTF-8, with <c>
    /// </c> line endings and no byte order mark.</summary>
    public static byte[] Write(JToken value)
    {
        StringBuilder text = new();
        Write(text, value, indentation: 0, column: 0);
        text.Append('\n');
        return Encoding.UTF8.GetBytes(text.ToString());
    }

    private static void Write(StringBuilder text, JToken value, int indentation, int column)
    {
        if (value is not JContainer { HasValues: true } container)
        {
            WriteInline(text, value);
            return;
        }

        if (!HoldsMap(container))
        {
            int start = text.Length;
            WriteInline(text, container);

            // One more column for a comma that may follow.
            if (column + text.Length - start < LineWidth)
            {
                return;
            }

            text.Length = start;
        }

        bool isObject = container is JObject;
        text.Append(isObject ? '{' : '[');
        string separator = "\n";
        foreach (JToken child in container.Children())
        {
            text.Append(separator);
            int lineStart = text.Length;
            text.Append(' ', (indentation + 1) * IndentationWidth);
            JToken childValue = child;
            if (child is JProperty property)
            {
                WriteString(text, property.Name);
                text.Append(": ");
                childValue = property.Value;
            }

            Write(text, childValue, indentation + 1, text.Length - lineStart);
            separator = ",\n";
        }

        text.Append('\n').Append(' ', indentation * IndentationWidth).Append(isObject ? '}' : ']');
    }

    private static bool HoldsMap(JContainer container)
    {
        return container.DescendantsAndSelf().Any(static t =>
            t.Parent is JProperty property && t.HasValues && s_maps.Contains(property.Name));
    }

    private static void WriteInline(StringBuilder text, JToken value)
    {
        switch (value)
        {
            case JObject members:
                text.Append('{');
                string memberSeparator = "";
                foreach (JProperty member in members.Properties())
                {
                    text.Append(memberSeparator);
                    WriteString(text, member.Name);
                    text.Append(": ");
                    WriteInline(text, member.Value);
                    memberSeparator = ", ";
                }

                text.Append('}');
                break;

            case JArray items:
                text.Append('[');
                string itemSeparator = "";
                foreach (JToken item in items)
                {
                    text.Append(itemSeparator);
                    WriteInline(text, item);
                    itemSeparator = ", ";
                }

                text.Append(']');
                break;

            case JValue scalar:
                WriteScalar(text, scalar);
                break;
        }
    }

    private static void WriteScalar(StringBuilder text, JValue scalar)
    {
        switch (scalar.Value)
        {
            case null:
                text.Append("null");
                break;
            case bool flag:
                text.Append(flag ? "true" : "false");
                break;
            case long or decimal or BigInteger:
                text.Append(CultureInfo.InvariantCulture, $"{scalar.Value}");
                break;
            case string s:
                WriteString(text, s);
                break;
            default:
                throw new InvalidOperationException($"A value of type {scalar.Value.GetType()} cannot be written as JSON.");
        }
    }

    private static void WriteString(StringBuilder text, string value)
    {
        text.Append('"').Append(JavaScriptEncoder.UnsafeRelaxedJsonEscaping.Encode(value)).Append('"');
    }
}
