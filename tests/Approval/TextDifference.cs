using System.Globalization;
using System.Text;

namespace Leeway.Approval;

/// <summary>Formats the differences between two texts as a unified diff.</summary>
internal static class TextDifference
{
    private const int Context = 2;
    private const int MaxLines = 60;
    private const int MaxLineWidth = 240;

    /// <summary>The maximum number of pairs of lines to compare.</summary>
    private const long MaxPairs = 16_000_000;

    private enum Side
    {
        Both,
        Removed,
        Added,
    }

    public static string Of(string before, string after)
    {
        List<(Side Side, string Text, int Line)> lines = Compare(before.Split('\n'), after.Split('\n'));
        HashSet<int> shown = [];
        for (int i = 0; i < lines.Count; i++)
        {
            if (lines[i].Side != Side.Both)
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
                text.Append(CultureInfo.InvariantCulture, $"@@ line {lines[index].Line} @@\n");
            }

            text.Append(lines[index].Side switch { Side.Removed => '-', Side.Added => '+', _ => ' ' }).Append(Cut(lines, index)).Append('\n');
            last = index;
        }

        if (shown.Count > MaxLines)
        {
            text.Append(CultureInfo.InvariantCulture, $"({shown.Count - MaxLines} more lines)\n");
        }

        return text.Append(CultureInfo.InvariantCulture, $"{lines.Count(static l => l.Side == Side.Removed)} lines removed, {lines.Count(static l => l.Side == Side.Added)} added.").ToString();
    }

    private static List<(Side, string, int)> Compare(string[] before, string[] after)
    {
        int start = 0;
        while (start < before.Length && start < after.Length && before[start] == after[start])
        {
            start++;
        }

        int end = 0;
        while (end < before.Length - start && end < after.Length - start && before[^(end + 1)] == after[^(end + 1)])
        {
            end++;
        }

        string[] oldLines = before[start..^end];
        string[] newLines = after[start..^end];
        List<(Side, string, int)> lines = [.. after[..start].Select(static (l, i) => (Side.Both, l, i + 1))];
        int[,] shared = CountShared(oldLines, newLines);
        int x = 0;
        int y = 0;
        while (x < oldLines.Length || y < newLines.Length)
        {
            if (x < oldLines.Length && y < newLines.Length && shared.Length > 0 && oldLines[x] == newLines[y])
            {
                lines.Add((Side.Both, newLines[y], start + y + 1));
                x++;
                y++;
            }
            else if (y == newLines.Length || (x < oldLines.Length && (shared.Length == 0 || shared[x + 1, y] >= shared[x, y + 1])))
            {
                lines.Add((Side.Removed, oldLines[x++], start + y + 1));
            }
            else
            {
                lines.Add((Side.Added, newLines[y], start + y + 1));
                y++;
            }
        }

        lines.AddRange(after[^end..].Select((l, i) => (Side.Both, l, after.Length - end + i + 1)));
        return lines;
    }

    /// <summary>Counts, for each pair of positions, the lines that the ends of two texts have in common; empty if there are too many
    /// pairs.</summary>
    private static int[,] CountShared(string[] before, string[] after)
    {
        if ((long)(before.Length + 1) * (after.Length + 1) > MaxPairs)
        {
            return new int[0, 0];
        }

        int[,] shared = new int[before.Length + 1, after.Length + 1];
        for (int x = before.Length - 1; x >= 0; x--)
        {
            for (int y = after.Length - 1; y >= 0; y--)
            {
                shared[x, y] = before[x] == after[y] ? shared[x + 1, y + 1] + 1 : Math.Max(shared[x + 1, y], shared[x, y + 1]);
            }
        }

        return shared;
    }

    /// <summary>Returns the line, or of a long line the part that differs from the line beside it.</summary>
    private static string Cut(List<(Side Side, string Text, int Line)> lines, int index)
    {
        string text = lines[index].Text;
        if (text.Length <= MaxLineWidth)
        {
            return text;
        }

        int from = 0;
        int other = lines[index].Side == Side.Removed ? index + 1 : index - 1;
        if (lines[index].Side != Side.Both && other >= 0 && other < lines.Count && lines[other].Side != Side.Both)
        {
            int same = text.AsSpan().CommonPrefixLength(lines[other].Text);
            from = Math.Max(0, Math.Min(same - (MaxLineWidth / 4), text.Length - MaxLineWidth));
        }

        string cut = text.Substring(from, Math.Min(MaxLineWidth, text.Length - from));
        return (from > 0 ? "..." : "") + cut + (from + cut.Length < text.Length ? "..." : "");
    }
}
