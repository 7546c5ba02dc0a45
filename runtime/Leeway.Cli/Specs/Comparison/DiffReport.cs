using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Leeway.Cli.Specs.Comparison;

/// <summary>Writes what differs between two editions: a line for each change.</summary>
/// <remarks>Every text of a document is untrusted: in Markdown it stands in code, on one line.</remarks>
internal static class DiffReport
{
    private const int LongestText = 300;
    private const int NamedUses = 3;

    private static readonly ChangeSeverity[] s_severities = [ChangeSeverity.Breaking, ChangeSeverity.Attention, ChangeSeverity.Addition];

    // The text is read by people and programs, not pasted into HTML.
    private static readonly JsonSerializerOptions s_json = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Markdown(string title, DocumentDiff diff)
    {
        StringBuilder text = new();
        text.Append(Title(title));
        text.Append(diff.Was == diff.Now ? $"Version {Code(diff.Now)}" : $"Version {Code(diff.Was)} became {Code(diff.Now)}");
        text.Append(CultureInfo.InvariantCulture, $": {Counts(diff.Changes.Select(static c => c.Severity))}.\n");
        foreach (ChangeSeverity severity in s_severities)
        {
            List<SpecChange> changes = [.. diff.Changes.Where(c => c.Severity == severity)];
            if (changes.Count > 0)
            {
                text.Append(CultureInfo.InvariantCulture, $"\n## {Heading(severity)} ({changes.Count})\n\n");
                changes.ForEach(c => text.Append(CultureInfo.InvariantCulture, $"- {Line(c)}\n"));
            }
        }

        text.Append("\n## Generated C#\n\n");
        foreach (string fault in diff.Faults)
        {
            text.Append(CultureInfo.InvariantCulture, $"- The generator says: {Code(fault)}\n");
        }

        text.Append(diff.Faults.Count > 0 ? "\n" : "");
        text.Append(CultureInfo.InvariantCulture, $"{Capital(Counts(diff.Surface.Select(static c => c.Severity)))}.\n");
        foreach (ChangeSeverity severity in s_severities)
        {
            List<SurfaceChange> changes = [.. diff.Surface.Where(c => c.Severity == severity)];
            if (changes.Count > 0)
            {
                text.Append(CultureInfo.InvariantCulture, $"\n### {Heading(severity)} ({changes.Count})\n\n```diff\n");
                changes.ForEach(c => text.Append(Line("- ", c.Was)).Append(Line("+ ", c.Now)));
                text.Append("```\n");
            }
        }

        return text.ToString();
    }

    /// <summary>The report on a document in which nothing changed.</summary>
    public static string Unchanged(string title) => Title(title) + "Nothing changed.\n";

    public static string Json(DocumentDiff diff)
    {
        JsonObject root = new()
        {
            ["was"] = diff.Was,
            ["now"] = diff.Now,
            ["counts"] = new JsonObject(s_severities.Select(s => KeyValuePair.Create(Words(s, '-'), (JsonNode?)diff.Changes.Count(c => c.Severity == s)))),
            ["changes"] = new JsonArray([.. diff.Changes.Select(Node)]),
            ["generatedCSharp"] = new JsonArray([.. diff.Surface.Select(static c => new JsonObject { ["severity"] = Words(c.Severity, '-'), ["was"] = c.Was, ["now"] = c.Now })]),
            ["generatorSays"] = new JsonArray([.. diff.Faults.Select(static f => JsonValue.Create(f))]),
        };
        return root.ToJsonString(s_json) + "\n";
    }

    private static JsonObject Node(SpecChange change)
    {
        JsonObject node = new()
        {
            ["severity"] = Words(change.Severity, '-'),
            ["kind"] = Words(change.Kind, '-'),
            [change.Subject.Kind == ChangeSubjectKind.Document ? "document" : Words(change.Subject.Kind, '-')] = change.Subject.Name,
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

    private static string Line(SpecChange change)
    {
        StringBuilder line = new();
        line.Append(change.Subject.Kind switch
        {
            ChangeSubjectKind.Operation => Code(change.Subject.Name),
            ChangeSubjectKind.Schema => $"schema {Code(change.Subject.Name)}",
            _ => "the document",
        });
        if (change.Place.Length > 0)
        {
            line.Append(CultureInfo.InvariantCulture, $", {Code(change.Place)}");
        }

        line.Append(CultureInfo.InvariantCulture, $": {Words(change.Kind, ' ')}");
        line.Append((change.Was, change.Now) switch
        {
            ({ Length: > 0 } was, { Length: > 0 } now) => $", {Code(was)} became {Code(now)}",
            ({ Length: > 0 } was, _) => $", was {Code(was)}",
            (_, { Length: > 0 } now) => $", {Code(now)}",
            _ => "",
        });
        if (change.Subject.Kind == ChangeSubjectKind.Schema)
        {
            line.Append(change.UsedBy.Count == 0 ? " (no operation uses it)" : $" (used by {string.Join(", ", change.UsedBy.Take(NamedUses).Select(Code))}");
            line.Append(change.UsedBy.Count > NamedUses ? string.Create(CultureInfo.InvariantCulture, $" and {change.UsedBy.Count - NamedUses} more)") : change.UsedBy.Count > 0 ? ")" : "");
        }

        return line.ToString();
    }

    private static string Title(string title) => $"# {(title.All(static c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-') ? title : Code(title))}\n\n";

    private static string Line(string sign, string? text) => text is null ? "" : $"{sign}{Plain(text)}\n";

    private static string Counts(IEnumerable<ChangeSeverity> severities)
    {
        ILookup<ChangeSeverity, ChangeSeverity> counts = severities.ToLookup(static s => s);
        return counts.Count == 0
            ? "nothing changed"
            : string.Join(", ", s_severities.Where(counts.Contains).Select(s => string.Create(CultureInfo.InvariantCulture, $"{counts[s].Count()} {Noun(s, counts[s].Count())}")));
    }

    private static string Heading(ChangeSeverity severity) => severity switch
    {
        ChangeSeverity.Breaking => "Breaking",
        ChangeSeverity.Attention => "For attention",
        _ => "Additions",
    };

    private static string Noun(ChangeSeverity severity, int count) => severity switch
    {
        ChangeSeverity.Breaking => "breaking",
        ChangeSeverity.Attention => "for attention",
        _ => count == 1 ? "addition" : "additions",
    };

    private static string Capital(string text) => char.ToUpperInvariant(text[0]) + text[1..];

    /// <summary>The words of an enum's value: <c>EnumValueRemoved</c> is <c>enum value removed</c>.</summary>
    private static string Words<T>(T value, char separator)
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

    /// <summary>A span of code, whose fence is longer than any run of backticks in it.</summary>
    private static string Code(string text)
    {
        string plain = Plain(text);
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

    /// <summary>The text on one line, without characters that a terminal or a viewer obeys instead of showing.</summary>
    private static string Plain(string text)
    {
        StringBuilder plain = new();
        int count = 0;
        foreach (Rune rune in text.EnumerateRunes())
        {
            if (++count > LongestText)
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
