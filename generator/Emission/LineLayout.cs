using System.Collections.Generic;
using System.Text;

namespace Leeway.Generator.Emission;

/// <summary>Breaks lines that are too long, at the marks of <see cref="Wrapping"/>.</summary>
internal static class LineLayout
{
    public const int MaxColumns = 140;

    private const int SpacesPerLevel = 4;

    private static readonly char[] s_marks = [Wrapping.OpenFilled, Wrapping.OpenColumn, Wrapping.OpenRest, Wrapping.Separator, Wrapping.Close];

    private static readonly char[] s_opening = [Wrapping.OpenFilled, Wrapping.OpenColumn, Wrapping.OpenRest];

    /// <summary>Writes a line with its indentation and its end.</summary>
    public static void Write(string line, int indentation, StringBuilder text)
    {
        if (line.StartsWith("/// ", System.StringComparison.Ordinal))
        {
            CommentLayout.Write(line, indentation, text);
        }
        else if (line.IndexOfAny(s_marks) < 0)
        {
            text.Append(' ', indentation).Append(line).Append('\n');
        }
        else
        {
            Break(line, indentation, text);
        }
    }

    private static void Break(string line, int indentation, StringBuilder text)
    {
        int open = indentation + Measure(line, 0, line.Length) <= MaxColumns ? -1 : FindGroup(line, indentation);
        if (open < 0)
        {
            text.Append(' ', indentation);
            AppendFlat(line, text);
            text.Append('\n');
            return;
        }

        if (open > 0)
        {
            text.Append(' ', indentation);
            AppendFlat(line.Substring(0, open).TrimEnd(' '), text);
            text.Append('\n');
            indentation += SpacesPerLevel;
        }

        int close = FindClose(line, open);
        List<string> items = Split(line.Substring(open + 1, close - open - 1));
        for (int i = 0; i < items.Count; i++)
        {
            items[i] += i < items.Count - 1 ? "," : line.Substring(close + 1);
        }

        if (line[open] == Wrapping.OpenFilled)
        {
            Fill(items, indentation, text);
        }
        else
        {
            foreach (string item in items)
            {
                Break(item, indentation, text);
            }
        }
    }

    private static void Fill(List<string> items, int indentation, StringBuilder text)
    {
        var line = new StringBuilder();
        int columns = 0;
        foreach (string item in items)
        {
            int length = Measure(item, 0, item.Length);
            if (line.Length > 0 && indentation + columns + 1 + length > MaxColumns)
            {
                Break(line.ToString(), indentation, text);
                line.Clear();
                columns = 0;
            }

            line.Append(line.Length > 0 ? " " : "").Append(item);
            columns += length + 1;
        }

        Break(line.ToString(), indentation, text);
    }

    /// <summary>
    /// Returns the group whose items leave the line: the last one before which the line fits, or the first one; -1 if no group has items.
    /// </summary>
    private static int FindGroup(string line, int indentation)
    {
        int found = -1;
        for (int open = line.IndexOfAny(s_opening); open >= 0;)
        {
            int close = FindClose(line, open);
            bool isFit = indentation + Measure(line, 0, open) <= MaxColumns;
            if (close > open + 1 && (found < 0 || isFit))
            {
                found = open;
            }

            open = isFit ? line.IndexOfAny(s_opening, close) : -1;
        }

        return found;
    }

    private static int FindClose(string line, int open)
    {
        int depth = 0;
        for (int i = open; ; i++)
        {
            depth += line[i] is Wrapping.OpenFilled or Wrapping.OpenColumn or Wrapping.OpenRest ? 1 : line[i] == Wrapping.Close ? -1 : 0;
            if (depth == 0)
            {
                return i;
            }
        }
    }

    private static List<string> Split(string group)
    {
        List<string> items = [];
        int depth = 0;
        int start = 0;
        for (int i = 0; i < group.Length; i++)
        {
            switch (group[i])
            {
                case Wrapping.OpenFilled or Wrapping.OpenColumn or Wrapping.OpenRest: depth++; break;
                case Wrapping.Close: depth--; break;
                case Wrapping.Separator when depth == 0:
                    items.Add(group.Substring(start, i - start));
                    start = i + 1;
                    break;
            }
        }

        items.Add(group.Substring(start));
        return items;
    }

    private static int Measure(string line, int start, int end)
    {
        int columns = 0;
        for (int i = start; i < end; i++)
        {
            columns += line[i] switch
            {
                Wrapping.OpenFilled or Wrapping.OpenColumn or Wrapping.Close => 0,
                Wrapping.Separator => 2,
                _ => 1,
            };
        }

        return columns;
    }

    private static void AppendFlat(string line, StringBuilder text)
    {
        int start = 0;
        for (int mark = line.IndexOfAny(s_marks); mark >= 0; mark = line.IndexOfAny(s_marks, start))
        {
            text.Append(line, start, mark - start).Append(line[mark] switch
            {
                Wrapping.Separator => ", ",
                Wrapping.OpenRest => " ",
                _ => "",
            });
            start = mark + 1;
        }

        text.Append(line, start, line.Length - start);
    }
}
