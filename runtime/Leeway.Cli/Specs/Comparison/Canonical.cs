using System.Text;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace Leeway.Cli.Specs.Comparison;

/// <summary>Creates a text that is equal for two JSON values with the same meaning, whatever the order of their members and of the names in
/// <c>required</c>.</summary>
internal static class Canonical
{
    public static string Of(JToken? value)
    {
        if (value is null)
        {
            return "";
        }

        StringBuilder text = new();
        Write(value, text);
        return text.ToString();
    }

    /// <summary>Sorts a list, so that two lists with the same items are equal.</summary>
    public static JArray Sorted(JArray items) => [.. items.OrderBy(Of, StringComparer.Ordinal)];

    private static void Write(JToken value, StringBuilder text)
    {
        switch (value)
        {
            case JObject members:
                text.Append('{');
                foreach (JProperty member in members.Properties().OrderBy(static p => p.Name, StringComparer.Ordinal))
                {
                    text.Append(JsonConvert.ToString(member.Name)).Append(':');
                    Write(member is { Name: "required", Value: JArray names } ? Sorted(names) : member.Value, text);
                    text.Append(',');
                }

                text.Append('}');
                break;
            case JArray items:
                text.Append('[');
                foreach (JToken item in items)
                {
                    Write(item, text);
                    text.Append(',');
                }

                text.Append(']');
                break;
            default:
                text.Append(value.ToString(Formatting.None));
                break;
        }
    }
}
