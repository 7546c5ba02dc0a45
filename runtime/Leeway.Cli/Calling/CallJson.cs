using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Leeway.Json;

namespace Leeway.Cli.Calling;

/// <summary>Reads and formats the JSON of responses.</summary>
internal static class CallJson
{
    private static readonly JsonSerializerOptions s_compact = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, MaxDepth = 512 };
    private static readonly JsonSerializerOptions s_indented = new(s_compact) { WriteIndented = true };
    private static readonly JsonDocumentOptions s_reading = new() { MaxDepth = 512 };

    public static JsonNode? Parse(RawJson json) => JsonNode.Parse(json.Utf8.Span, documentOptions: s_reading);

    public static string Format(JsonNode? json, bool isIndented) => json?.ToJsonString(isIndented ? s_indented : s_compact) ?? "null";

    /// <summary>Returns a text without quotation marks, and other values as JSON on one line. A null is empty.</summary>
    public static string FormatValue(JsonNode? value) => value is null ? "" : value.AsString() ?? Format(value, isIndented: false);
}
