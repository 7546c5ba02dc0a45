using System.Globalization;
using System.Text.Json;

namespace Leeway.Generator.Tests.Examples;

/// <summary>Compares two JSON values by meaning: members in any order, numbers by value, dates as points in time.</summary>
internal static class JsonComparison
{
    private static readonly string[] s_dateForms =
    [
        "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFzzz",
        "yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'",
        "yyyy-MM-dd'T'HH:mm:sszzz",
    ];

    /// <summary>Returns each difference as a path with both values.</summary>
    public static IEnumerable<string> Differences(JsonElement before, JsonElement after, string path = "$")
    {
        if (before.ValueKind != after.ValueKind)
        {
            return SameInstant(before, after) ? [] : [$"{path}: {Show(before)} became {Show(after)}"];
        }

        return before.ValueKind switch
        {
            JsonValueKind.Object => Objects(before, after, path),
            JsonValueKind.Array => Arrays(before, after, path),
            JsonValueKind.Number => SameNumber(before, after) ? [] : [$"{path}: {Show(before)} became {Show(after)}"],
            JsonValueKind.String => before.GetString() == after.GetString() || SameInstant(before, after) ? [] : [$"{path}: {Show(before)} became {Show(after)}"],
            _ => [],
        };
    }

    private static IEnumerable<string> Objects(JsonElement before, JsonElement after, string path)
    {
        // If several members have the same name, the last one counts, as for the JSON readers in this repository.
        Dictionary<string, JsonElement> left = Members(before);
        Dictionary<string, JsonElement> right = Members(after);
        foreach ((string name, JsonElement value) in left)
        {
            if (!right.Remove(name, out JsonElement other))
            {
                yield return $"{path}.{name}: {Show(value)} was lost";
                continue;
            }

            foreach (string difference in Differences(value, other, path + "." + name))
            {
                yield return difference;
            }
        }

        foreach ((string name, JsonElement value) in right)
        {
            yield return $"{path}.{name}: {Show(value)} was added";
        }
    }

    private static Dictionary<string, JsonElement> Members(JsonElement element)
    {
        var members = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
        foreach (JsonProperty member in element.EnumerateObject())
        {
            members[member.Name] = member.Value;
        }

        return members;
    }

    private static IEnumerable<string> Arrays(JsonElement before, JsonElement after, string path)
    {
        if (before.GetArrayLength() != after.GetArrayLength())
        {
            return [$"{path}: {before.GetArrayLength()} items became {after.GetArrayLength()}"];
        }

        return before.EnumerateArray().Zip(after.EnumerateArray()).SelectMany((pair, i) => Differences(pair.First, pair.Second, $"{path}[{i}]"));
    }

    /// <summary>Whether two numbers are equal to the last digit. A double preserves up to 15 digits, and a decimal up to 28.</summary>
    private static bool SameNumber(JsonElement before, JsonElement after) =>
        before.GetRawText() == after.GetRawText()
        || (before.GetDouble() == after.GetDouble()
            && (before.GetRawText().Length <= 15 || (before.TryGetDecimal(out decimal left) && after.TryGetDecimal(out decimal right) && left == right)));

    private static bool SameInstant(JsonElement before, JsonElement after) =>
        Instant(before) is { } left && Instant(after) is { } right && left == right;

    private static DateTimeOffset? Instant(JsonElement value)
    {
        if (value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out long epoch) && epoch > 100_000_000)
        {
            return epoch > 100_000_000_000 ? DateTimeOffset.FromUnixTimeMilliseconds(epoch) : DateTimeOffset.FromUnixTimeSeconds(epoch);
        }

        return value.ValueKind == JsonValueKind.String
            && DateTimeOffset.TryParseExact(AddColon(value.GetString()!), s_dateForms, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset instant)
            ? instant
            : null;
    }

    /// <summary>Adds the colon to an offset, which Jira writes as <c>+0000</c>.</summary>
    private static string AddColon(string text) =>
        text.Length > 5 && text[^5] is '+' or '-' ? text.Insert(text.Length - 2, ":") : text;

    private static string Show(JsonElement value)
    {
        string text = value.GetRawText();
        return text.Length > 80 ? text[..80] + "..." : text;
    }
}
