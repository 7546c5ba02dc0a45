using Markdig.Helpers;
using Markdig.Parsers;
using Markdig.Syntax;

namespace Leeway.Markdown.Parsing;

/// <summary>A line of equals signs or dashes below a paragraph, which makes it a heading.</summary>
internal static class HeadingUnderline
{
    private static readonly object s_key = new();

    /// <summary>The level of the heading that a paragraph is; null if it is only a paragraph.</summary>
    public static int? LevelOf(Block paragraph) => paragraph.GetData(s_key) as int?;

    public static void Set(ParagraphBlock paragraph, int level) => paragraph.SetData(s_key, level);

    /// <summary>Returns the level of the heading that the current line makes of a paragraph; null if it is another line.</summary>
    public static int? ReadLevel(BlockProcessor processor, ParagraphBlock paragraph)
    {
        ReadOnlySpan<char> line = processor.Line.AsSpan().TrimEnd(" \t");
        if (processor.IsCodeIndent || line is not ['=' or '-', ..] || line.ContainsAnyExcept(line[0]))
        {
            return null;
        }

        // A line outside of the quote or the item continues its paragraph.
        bool isInside = !processor.IsLazy || paragraph.Column == processor.Column || paragraph.Parent is not (QuoteBlock or ListItemBlock);
        return isInside ? line[0] == '=' ? 1 : 2 : null;
    }

    /// <summary>Whether a paragraph has only link definitions, so that the line below is text.</summary>
    public static bool IsBelowDefinitions(ParagraphBlock paragraph)
    {
        // What remains after a definition is in the same array.
        StringLineGroup lines = new(paragraph.Lines.Count);
        for (int i = 0; i < paragraph.Lines.Count; i++)
        {
            lines.Add(ref paragraph.Lines.Lines[i]);
        }

        while (lines.Count > 0)
        {
            StringLineGroup.Iterator iterator = lines.ToCharIterator();
            if (!LinkReferenceDefinition.TryParse(ref iterator, out _))
            {
                return false;
            }

            lines = iterator.Remaining();
        }

        return true;
    }
}
