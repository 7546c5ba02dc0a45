using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Leeway.Cli.Dev.Specs.Comparison;

/// <summary>Writes the differences between two editions, one line for each change.</summary>
/// <remarks>All text from a document is untrusted. In Markdown it is written as code, on one line.</remarks>
internal static class DiffReport
{
    private const int MaxTextLength = 300;
    private const int MaxNamedUses = 3;

    private static readonly ChangeSeverity[] s_severities = [ChangeSeverity.Breaking, ChangeSeverity.Attention, ChangeSeverity.Addition];

    // People and programs read the text; it is not pasted into HTML.
    private static readonly JsonSerializerOptions s_json = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string WriteMarkdown(string title, DocumentDiff diff)
    {
        StringBuilder text = new();
        text.Append(FormatTitle(title));
        text.Append(diff.Was == diff.Now ? $"Version {FormatCode(diff.Now)}" : $"Version {FormatCode(diff.Was)} became {FormatCode(diff.Now)}");
        text.Append(CultureInfo.InvariantCulture, $": {FormatCounts(diff.Changes.Select(static c => c.Severity))}.\n");
        foreach (ChangeSeverity severity in s_severities)
        {
            List<SpecChange> changes = [.. diff.Changes.Where(c => c.Severity == severity)];
            if (changes.Count > 0)
            {
                text.Append(CultureInfo.InvariantCulture, $"\n## {HeadingOf(severity)} ({changes.Count})\n\n");
                changes.ForEach(c => text.Append(CultureInfo.InvariantCulture, $"- {FormatLine(c)}\n"));
            }
        }

        text.Append("\n## Generated C#\n\n");
        foreach (string fault in diff.Faults)
        {
            text.Append(CultureInfo.InvariantCulture, $"- Generator: {FormatCode(fault)}\n");
        }

        text.Append(diff.Faults.Count > 0 ? "\n" : "");
        text.Append(CultureInfo.InvariantCulture, $"{Capitalize(FormatCounts(diff.Surface.Select(static c => c.Severity)))}.\n");
        foreach (ChangeSeverity severity in s_severities)
        {
            List<SurfaceChange> changes = [.. diff.Surface.Where(c => c.Severity == severity)];
            if (changes.Count > 0)
            {
                text.Append(CultureInfo.InvariantCulture, $"\n### {HeadingOf(severity)} ({changes.Count})\n\n```diff\n");
                changes.ForEach(c => text.Append(FormatLine("- ", c.Was)).Append(FormatLine("+ ", c.Now)));
                text.Append("```\n");
            }
        }

        return text.ToString();
    }

    /// <summary>Writes the report on a document that did not change.</summary>
    public static string WriteUnchanged(string title) => FormatTitle(title) + "Nothing changed.\n";

    public static string WriteJson(DocumentDiff diff)
    {
        JsonObject root = new()
        {
            ["was"] = diff.Was,
            ["now"] = diff.Now,
            ["counts"] = new JsonObject(s_severities.Select(s => KeyValuePair.Create(FormatWords(s, '-'), (JsonNode?)diff.Changes.Count(c => c.Severity == s)))),
            ["changes"] = new JsonArray([.. diff.Changes.Select(ToNode)]),
            ["generatedCSharp"] = new JsonArray([.. diff.Surface.Select(static c => new JsonObject { ["severity"] = FormatWords(c.Severity, '-'), ["was"] = c.Was, ["now"] = c.Now })]),
            ["generatorSays"] = new JsonArray([.. diff.Faults.Select(static f => JsonValue.Create(f))]),
        };
        return root.ToJsonString(s_json) + "\n";
    }

    private static JsonObject ToNode(SpecChange change)
    {
        JsonObject node = new()
        {
            ["severity"] = FormatWords(change.Severity, '-'),
            ["kind"] = FormatWords(change.Kind, '-'),
            [change.Subject.Kind == ChangeSubjectKind.Document ? "document" : FormatWords(change.Subject.Kind, '-')] = change.Subject.Name,
            ["place"] = change.Place,
            ["was"] = change.Was,
            ["now"] = change.Now,
        };
        if (change.Subject.Kind == ChangeSubjectKind.Schema)
        {
            node["usedBy"] = new JsonArray([.. change.UsedBy.Select(static o => JsonValue.Create(o))]);
        }

        return node;
    }

    private static string FormatLine(SpecChange change)
    {
        StringBuilder line = new();
        line.Append(change.Subject.Kind switch
        {
            ChangeSubjectKind.Operation => FormatCode(change.Subject.Name),
            ChangeSubjectKind.Schema => $"schema {FormatCode(change.Subject.Name)}",
            _ => "the document",
        });
        if (change.Place.Length > 0)
        {
            line.Append(CultureInfo.InvariantCulture, $", {FormatCode(change.Place)}");
        }

        line.Append(CultureInfo.InvariantCulture, $": {FormatWords(change.Kind, ' ')}");
        line.Append((change.Was, change.Now) switch
        {
            ({ Length: > 0 } was, { Length: > 0 } now) => $", {FormatCode(was)} became {FormatCode(now)}",
            ({ Length: > 0 } was, _) => $", was {FormatCode(was)}",
            (_, { Length: > 0 } now) => $", {FormatCode(now)}",
            _ => "",
        });
        if (change.Subject.Kind == ChangeSubjectKind.Schema)
        {
            line.Append(change.UsedBy.Count == 0 ? " (no operation uses it)" : $" (used by {string.Join(", ", change.UsedBy.Take(MaxNamedUses).Select(FormatCode))}");
            line.Append(change.UsedBy.Count > MaxNamedUses ? string.Create(CultureInfo.InvariantCulture, $" and {change.UsedBy.Count - MaxNamedUses} more)") : change.UsedBy.Count > 0 ? ")" : "");
        }

        return line.ToString();
    }

    private static string FormatTitle(string title) => $"# {(title.All(static c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-') ? title : FormatCode(title))}\n\n";

    private static string FormatLine(string sign, string? text) => text is null ? "" : $"{sign}{ToPlainText(text)}\n";

    private static string FormatCounts(IEnumerable<ChangeSeverity> severities)
    {
        ILookup<ChangeSeverity, ChangeSeverity> counts = severities.ToLookup(static s => s);
        return counts.Count == 0
            ? "nothing changed"
            : string.Join(", ", s_severities.Where(counts.Contains).Select(s => string.Create(CultureInfo.InvariantCulture, $"{counts[s].Count()} {NounOf(s, counts[s].Count())}")));
    }

    private static string HeadingOf(ChangeSeverity severity) => severity switch
    {
        ChangeSeverity.Breaking => "Breaking",
        ChangeSeverity.Attention => "For attention",
        _ => "Additions",
    };

    private static string NounOf(ChangeSeverity severity, int count) => severity switch
    {
        ChangeSeverity.Breaking => "breaking",
        ChangeSeverity.Attention => "for attention",
        _ => count == 1 ? "addition" : "additions",
    };

    private static string Capitalize(string text) => char.ToUpperInvariant(text[0]) + text[1..];

    /// <summary>Formats an enum value as words: <c>EnumValueRemoved</c> becomes <c>enum value removed</c>.</summary>
    private static string FormatWords<T>(T value, char separator)
        where T : struct, Enum
    {
        StringBuilder words = new();
        foreach (char c in value.ToString())
        {
            if (char.IsUpper(c) && words.Length > 0)
            {
                words.Append(separator);
            }

            words.Append(char.ToLowerInvariant(c));
        }

        return words.ToString();
    }

    /// <summary>Formats a code span, with a fence that is longer than any run of backticks in the text.</summary>
    private static string FormatCode(string text)
    {
        string plain = ToPlainText(text);
        if (string.IsNullOrWhiteSpace(plain))
        {
            return "(empty)";
        }

        int longest = 0;
        int run = 0;
        foreach (char c in plain)
        {
            run = c == '`' ? run + 1 : 0;
            longest = Math.Max(longest, run);
        }

        string fence = new('`', longest + 1);
        return longest > 0 ? $"{fence} {plain} {fence}" : $"{fence}{plain}{fence}";
    }

    /// <summary>Puts the text on one line and replaces characters that control a terminal or viewer.</summary>
    private static string ToPlainText(string text)
    {
        StringBuilder plain = new();
        int count = 0;
        foreach (Rune rune in text.EnumerateRunes())
        {
            if (++count > MaxTextLength)
            {
                return plain.Append("...").ToString();
            }

            bool isShown = Rune.GetUnicodeCategory(rune)
                is not (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator);
            plain.Append(isShown ? rune.ToString() : " ");
        }

        return plain.ToString();
    }
}
