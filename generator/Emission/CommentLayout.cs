namespace Leeway.Generator.Emission;

/// <summary>Breaks documentation comments that are too long between words. The tags of an element then have lines of their own.</summary>
internal static class CommentLayout
{
    private const string Prefix = "/// ";

    /// <summary>Whether a line that begins with a text is a documentation comment.</summary>
    public static bool IsComment(string text, int start) => string.CompareOrdinal(text, start, Prefix, 0, Prefix.Length) == 0;

    /// <summary>Writes a comment of one element, which is too long, as several lines.</summary>
    public static void Break(string line, int indentation, CodeText text)
    {
        int contentStart = line[Prefix.Length] == '<' ? line.IndexOf('>') + 1 : Prefix.Length;
        int contentEnd = line[Prefix.Length] == '<' ? line.LastIndexOf('<') : line.Length;
        AppendLine(line, Prefix.Length, contentStart);
        AppendWords(line, contentStart, contentEnd);
        AppendLine(line, contentEnd, line.Length);

        void AppendLine(string source, int start, int end)
        {
            if (end > start)
            {
                text.AppendSpaces(indentation);
                text.Append(Prefix);
                text.Append(source, start, end - start);
                text.Append('\n');
            }
        }

        void AppendWords(string source, int start, int end)
        {
            int width = LineLayout.MaxColumns - indentation - Prefix.Length;
            while (end - start > width)
            {
                int space = FindSpace(source, start, end, width);
                if (space < 0)
                {
                    break;
                }

                AppendLine(source, start, space);
                start = space + 1;
            }

            AppendLine(source, start, end);
        }
    }

    /// <summary>
    /// Returns the last space between words within a number of columns, or else the first one after them; -1 if there is none. Spaces in a
    /// tag do not count.
    /// </summary>
    private static int FindSpace(string text, int start, int end, int width)
    {
        int found = -1;
        bool isTag = false;
        for (int i = start; i < end && (i <= start + width || found < 0); i++)
        {
            isTag = text[i] == '<' || (isTag && text[i] != '>');
            if (text[i] == ' ' && !isTag)
            {
                found = i;
            }
        }

        return found;
    }
}
