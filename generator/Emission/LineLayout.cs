using System.Collections.Generic;

namespace Leeway.Generator.Emission;

/// <summary>Breaks a line that is too long, at its marks.</summary>
/// <param name="line">The line as it is if it is not broken.</param>
/// <param name="marks">The marks of the line, in order.</param>
/// <param name="text">The file that the lines are written to.</param>
internal readonly ref struct LineLayout(string line, List<LineMark> marks, CodeText text)
{
    public const int MaxColumns = 140;

    private const int SpacesPerLevel = 4;

    /// <summary>Writes the line as several lines, or as one if it cannot be broken.</summary>
    public void Break(int indentation) => Break(0, line.Length, 0, indentation);

    /// <summary>Writes a part of the line, which has the marks from a number on.</summary>
    private void Break(int start, int end, int mark, int indentation)
    {
        int open = indentation + end - start <= MaxColumns ? -1 : FindGroup(start, end, mark, indentation);
        if (open < 0)
        {
            AppendLine(start, end, indentation);
            return;
        }

        if (marks[open].Position > start)
        {
            AppendLine(start, marks[open].Position, indentation);
            indentation += SpacesPerLevel;
        }

        // What follows the last item is in its line.
        bool isFilled = marks[open].Mark == Wrapping.OpenFilled;
        int close = FindClose(open);
        int first = marks[open].End;
        int firstMark = open + 1;
        int last = -1;
        for (int item = first, itemMark = firstMark; item >= 0;)
        {
            int separator = FindSeparator(itemMark, close);
            int itemEnd = separator < 0 ? end : marks[separator].Position + 1;
            if (last >= 0 && (!isFilled || indentation + itemEnd - first > MaxColumns))
            {
                Break(first, last, firstMark, indentation);
                first = item;
                firstMark = itemMark;
            }

            last = itemEnd;
            item = separator < 0 ? -1 : marks[separator].End;
            itemMark = separator + 1;
        }

        Break(first, last, firstMark, indentation);
    }

    /// <summary>
    /// Returns the group whose items leave the line: the last one before which the line fits, or the first one; -1 if no group has items.
    /// </summary>
    private int FindGroup(int start, int end, int mark, int indentation)
    {
        int found = -1;
        while (mark < marks.Count && marks[mark].Position < end)
        {
            if (marks[mark].Mark is Wrapping.Separator or Wrapping.Close)
            {
                mark++;
                continue;
            }

            bool isFit = indentation + marks[mark].Position - start <= MaxColumns;
            int close = FindClose(mark);
            if (marks[close].Position > marks[mark].End && (found < 0 || isFit))
            {
                found = mark;
            }

            if (!isFit)
            {
                break;
            }

            mark = close + 1;
        }

        return found;
    }

    private int FindClose(int open)
    {
        int depth = 0;
        for (int i = open; ; i++)
        {
            depth += marks[i].Mark == Wrapping.Close ? -1 : marks[i].Mark == Wrapping.Separator ? 0 : 1;
            if (depth == 0)
            {
                return i;
            }
        }
    }

    /// <summary>Returns the separator after an item of a group; -1 after the last item.</summary>
    private int FindSeparator(int mark, int close)
    {
        while (mark < close && marks[mark].Mark != Wrapping.Separator)
        {
            mark = FindClose(mark) + 1;
        }

        return mark < close ? mark : -1;
    }

    private void AppendLine(int start, int end, int indentation)
    {
        while (end > start && line[end - 1] == ' ')
        {
            end--;
        }

        text.AppendSpaces(indentation);
        text.Append(line, start, end - start);
        text.Append('\n');
    }
}
