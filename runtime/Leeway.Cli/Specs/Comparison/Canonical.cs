using System.Text;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace Leeway.Cli.Specs.Comparison;

/// <summary>A text that two JSON values share when they say the same, whatever the order of their members and of what they require.</summary>
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

    /// <summary>The list with its items in an order of their own.</summary>
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
