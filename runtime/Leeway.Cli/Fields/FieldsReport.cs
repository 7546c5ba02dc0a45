using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
namespace Leeway.Cli.Fields;

/// <summary>Writes the changes of fields, one line for each.</summary>
internal static class FieldsReport
{
    private static readonly (ChangeSeverity Severity, string Heading, string Word)[] s_severities =
    [
        (ChangeSeverity.Breaking, "Breaking", "breaking"), (ChangeSeverity.Attention, "For attention", "attention"), (ChangeSeverity.Addition, "Additions", "addition"),
    ];

    // People and programs read the text; it is not pasted into HTML.
    private static readonly JsonSerializerOptions s_json = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string WriteText(IReadOnlyList<FieldChange> changes)
    {
        if (changes.Count == 0)
        {
            return "Nothing changed.\n";
        }

        StringBuilder text = new();
        foreach ((ChangeSeverity severity, string heading, _) in s_severities)
        {
            List<FieldChange> found = [.. changes.Where(c => c.Severity == severity)];
            if (found.Count > 0)
            {
                text.Append(CultureInfo.InvariantCulture, $"{(text.Length > 0 ? "\n" : "")}{heading} ({found.Count})\n\n");
                found.ForEach(c => text.Append(CultureInfo.InvariantCulture, $"- {FormatLine(c)}\n"));
            }
        }

        return text.ToString();
    }

    public static string WriteJson(IReadOnlyList<FieldChange> changes) => new JsonArray([.. changes.Select(static c => new JsonObject
    {
        ["severity"] = s_severities.Single(s => s.Severity == c.Severity).Word,
        ["kind"] = c.Kind,
        ["field"] = c.Field,
        ["option"] = c.Option,
        ["was"] = c.Was,
        ["now"] = c.Now,
    })]).ToJsonString(s_json) + "\n";

    private static string FormatLine(FieldChange change) =>
        $"{change.Field}{(change.Option is null ? "" : $", option {change.Option}")}: {change.Kind}" + (change.Was, change.Now) switch
        {
            ({ } was, { } now) => $", {Quote(was)} became {Quote(now)}",
            ({ } was, null) => $", was {Quote(was)}",
            (null, { } now) => $", {Quote(now)}",
            _ => "",
        };

    /// <summary>Returns text of a site as a JSON string, which is one line.</summary>
    private static string Quote(string text) => JsonLines.WriteString(text);
}
