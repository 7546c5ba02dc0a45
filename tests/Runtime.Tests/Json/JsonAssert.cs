using System.Text;
using System.Text.Json;
using Leeway.Json;

namespace Leeway.Runtime.Tests.Json;

/// <summary>Reads, writes and compares JSON.</summary>
internal static class JsonAssert
{
    private static readonly JsonDocumentOptions s_options = new() { MaxDepth = 1000 };

    public static T Read<T>(string json, JsonModelOptions? options = null)
        where T : IJsonValue<T> => JsonModelSerializer.Read<T>(Encoding.UTF8.GetBytes(json), options)!;

    public static string Write<T>(T value)
        where T : IJsonValue<T> => Encoding.UTF8.GetString(JsonModelSerializer.WriteToArray(value));

    /// <summary>Reads JSON into a type, asserts that writing it loses nothing, and returns what was read.</summary>
    public static T Survives<T>(string json)
        where T : IJsonValue<T>
    {
        T value = Read<T>(json);
        Same(json, Write(value));
        return value;
    }

    public static void Same(string expected, string actual) => Assert.True(AreSame(expected, actual), $"Expected: {expected}\nActual:   {actual}");

    /// <summary>Whether two texts are the same JSON. Dates with times are the same if they are the same instant.</summary>
    public static bool AreSame(string left, string right)
    {
        using JsonDocument leftDocument = Parse(left);
        using JsonDocument rightDocument = Parse(right);
        return AreSame(leftDocument.RootElement, rightDocument.RootElement);
    }

    private static bool AreSame(JsonElement left, JsonElement right)
    {
        if (left.ValueKind != right.ValueKind)
        {
            return false;
        }

        switch (left.ValueKind)
        {
            case JsonValueKind.Object:
                Dictionary<string, JsonElement> members = right.EnumerateObject().ToDictionary(static m => m.Name, static m => m.Value);
                JsonProperty[] own = [.. left.EnumerateObject()];
                return own.Length == members.Count && own.All(m => members.TryGetValue(m.Name, out JsonElement other) && AreSame(m.Value, other));
            case JsonValueKind.Array:
                return left.GetArrayLength() == right.GetArrayLength() && left.EnumerateArray().Zip(right.EnumerateArray()).All(static p => AreSame(p.First, p.Second));
            case JsonValueKind.String when JsonElement.DeepEquals(left, right):
                return true;
            case JsonValueKind.String:
                return TryInstant(left, out DateTimeOffset one) && TryInstant(right, out DateTimeOffset other2) && one == other2;
            default:
                return JsonElement.DeepEquals(left, right);
        }
    }

    /// <summary>Replaces unpaired surrogates, which System.Text.Json does not compare, with private-use characters.</summary>
    private static JsonDocument Parse(string json) => JsonDocument.Parse(
        json.Replace("\\ud800", "\uE000", StringComparison.OrdinalIgnoreCase).Replace("\\udc00", "\uE001", StringComparison.OrdinalIgnoreCase), s_options);

    private static bool TryInstant(JsonElement text, out DateTimeOffset value)
    {
        string raw = text.GetRawText().Trim('"').Replace("\\u002B", "+", StringComparison.Ordinal);
        return DateTimeOffset.TryParseExact(
            raw,
            ["yyyy-MM-ddTHH:mm:ss.FFFFFFFzzz", "yyyy-MM-ddTHH:mm:ss.FFFFFFFK"],
            System.Globalization.CultureInfo.InvariantCulture,
            System.Globalization.DateTimeStyles.AssumeUniversal,
            out value)
            && raw.Length > 19;
    }
}
