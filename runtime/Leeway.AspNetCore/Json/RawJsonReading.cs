using System.Globalization;
using System.Text.Json;
using Leeway.Json;

namespace Leeway.AspNetCore;

/// <summary>Reads members of JSON whose shape is not guaranteed: a member of another kind is the same as no member.</summary>
internal static class RawJsonReading
{
    private const NumberStyles Digits = NumberStyles.AllowLeadingSign;

    public static RawJson? FindObject(this RawJson json, string name) => Find(json, name, JsonValueKind.Object);

    public static string? FindString(this RawJson json, string name) => Find(json, name, JsonValueKind.String)?.GetString();

    public static bool? FindBoolean(this RawJson json, string name) =>
        json.TryFind(name) is { } value && value.TryGetBoolean(out bool result) ? result : null;

    /// <summary>Finds an integer, also one that is written as a string.</summary>
    public static long? FindInteger(this RawJson json, string name) => json.TryFind(name) switch
    {
        { Kind: JsonValueKind.Number } value when value.TryGetInt64(out long result) => result,
        { Kind: JsonValueKind.String } value when long.TryParse(value.GetString(), Digits, CultureInfo.InvariantCulture, out long result) => result,
        _ => null,
    };

    /// <summary>Finds an id, which products write as a string or as a number.</summary>
    public static string? FindId(this RawJson json, string name) =>
        json.TryFind(name) is { Kind: JsonValueKind.String or JsonValueKind.Number } ? json.FindText(name) : null;

    /// <summary>Finds a string, or the text of a number or Boolean.</summary>
    public static string? FindText(this RawJson json, string name) => json.TryFind(name) switch
    {
        { Kind: JsonValueKind.String } value => value.GetString(),
        { Kind: JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False } value => value.ToString(),
        _ => null,
    };

    /// <summary>Finds an object as a model, whose members are each missing if they have another shape.</summary>
    public static T? FindModel<T>(this RawJson json, string name)
        where T : class, IJsonValue<T> => json.FindObject(name)?.As<T>();

    /// <summary>Finds a time: a date in any format of the products, or milliseconds since 1970.</summary>
    public static DateTimeOffset? FindTime(this RawJson json, string name)
    {
        if (json.FindInteger(name) is { } milliseconds)
        {
            return milliseconds >= DateTimeOffset.MinValue.ToUnixTimeMilliseconds() && milliseconds <= DateTimeOffset.MaxValue.ToUnixTimeMilliseconds()
                ? DateTimeOffset.FromUnixTimeMilliseconds(milliseconds)
                : null;
        }

        return json.TryFind(name) is { } value && value.TryGetDateTimeOffset(out DateTimeOffset time) ? time : null;
    }

    /// <summary>Finds a time of a token: seconds since 1970, as an integer.</summary>
    public static DateTimeOffset? FindUnixTime(this RawJson json, string name) =>
        json.TryFind(name) is { Kind: JsonValueKind.Number } value && value.TryGetInt64(out long seconds)
            && seconds >= 0 && seconds <= DateTimeOffset.MaxValue.ToUnixTimeSeconds()
            ? DateTimeOffset.FromUnixTimeSeconds(seconds)
            : null;

    /// <summary>Finds an absolute address.</summary>
    public static Uri? FindAddress(this RawJson json, string name) =>
        json.FindString(name) is { } text && Uri.TryCreate(text, UriKind.Absolute, out Uri? address) ? address : null;

    public static IReadOnlyList<string> FindStrings(this RawJson json, string name)
    {
        if (Find(json, name, JsonValueKind.Array) is not { } array)
        {
            return [];
        }

        List<string> strings = [];
        foreach (RawJson element in array.EnumerateArray())
        {
            if (element.GetString() is { } text)
            {
                strings.Add(text);
            }
        }

        return strings;
    }

    /// <summary>Finds the objects of an array.</summary>
    public static IReadOnlyList<RawJson> FindObjects(this RawJson json, string name)
    {
        if (Find(json, name, JsonValueKind.Array) is not { } array)
        {
            return [];
        }

        List<RawJson> objects = [];
        foreach (RawJson element in array.EnumerateArray())
        {
            if (element.Kind == JsonValueKind.Object)
            {
                objects.Add(element);
            }
        }

        return objects;
    }

    public static RawJson? TryFind(this RawJson json, string name) =>
        json.Kind == JsonValueKind.Object && json.TryGetProperty(name, out RawJson value) ? value : default(RawJson?);

    private static RawJson? Find(RawJson json, string name, JsonValueKind kind) =>
        json.TryFind(name) is { } value && value.Kind == kind ? value : default(RawJson?);
}
