using System.Globalization;
using System.Text;
using DiffPlex.DiffBuilder;
using DiffPlex.DiffBuilder.Model;

namespace Leeway.Approval;

/// <summary>Formats the differences between two texts as a unified diff.</summary>
public static class TextDifference
{
    private const int Context = 2;
    private const int MaxLines = 60;
    private const int MaxLineWidth = 240;

    public static string Of(string before, string after)
    {
        List<DiffPiece> lines = InlineDiffBuilder.Diff(before, after, ignoreWhiteSpace: false).Lines;
        HashSet<int> shown = [];
        for (int i = 0; i < lines.Count; i++)
        {
            if (lines[i].Type != ChangeType.Unchanged)
            {
                shown.UnionWith(Enumerable.Range(Math.Max(0, i - Context), Math.Min(lines.Count - 1, i + Context) - Math.Max(0, i - Context) + 1));
            }
        }

        StringBuilder text = new();
        int last = -2;
        foreach (int index in shown.Order().Take(MaxLines))
        {
            if (index != last + 1)
            {
                // A removed line has no position in the new text, so the next line that has one counts.
                int? line = lines.Skip(index).Select(static piece => piece.Position).FirstOrDefault(static position => position is not null);
                text.Append(line is null ? "@@ end @@\n" : string.Create(CultureInfo.InvariantCulture, $"@@ line {line} @@\n"));
            }

            text.Append(lines[index].Type switch { ChangeType.Deleted => '-', ChangeType.Inserted => '+', _ => ' ' }).Append(Cut(lines, index)).Append('\n');
            last = index;
        }

        if (shown.Count > MaxLines)
        {
            text.Append(CultureInfo.InvariantCulture, $"({shown.Count - MaxLines} more lines)\n");
        }

        int removed = lines.Count(static line => line.Type == ChangeType.Deleted);
        int added = lines.Count(static line => line.Type == ChangeType.Inserted);
        return text.Append(CultureInfo.InvariantCulture, $"{removed} lines removed, {added} added.").ToString();
    }

    /// <summary>Returns the line. If it is long, returns the part that differs from the line beside it.</summary>
    private static string Cut(List<DiffPiece> lines, int index)
    {
        string text = lines[index].Text;
        if (text.Length <= MaxLineWidth)
        {
            return text;
        }

        int from = 0;
        int other = lines[index].Type == ChangeType.Deleted ? index + 1 : index - 1;
        if (lines[index].Type != ChangeType.Unchanged && other >= 0 && other < lines.Count && lines[other].Type != ChangeType.Unchanged)
        {
            int same = text.AsSpan().CommonPrefixLength(lines[other].Text);
            from = Math.Max(0, Math.Min(same - (MaxLineWidth / 4), text.Length - MaxLineWidth));
        }

        string cut = text.Substring(from, Math.Min(MaxLineWidth, text.Length - from));
        return (from > 0 ? "..." : "") + cut + (from + cut.Length < text.Length ? "..." : "");
    }
}
