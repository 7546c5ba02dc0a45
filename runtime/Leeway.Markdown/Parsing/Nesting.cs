using Markdig.Parsers;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace Leeway.Markdown.Parsing;

/// <summary>The bounds of nesting. Deeper syntax is text.</summary>
internal static class Nesting
{
    /// <summary>The maximum number of quotes and list items around a block.</summary>
    public const int MaxBlocks = 100;

    /// <summary>The maximum number of brackets and emphasis marks of a paragraph that are not closed yet. Markdig closes emphasis at the end.</summary>
    public const int MaxDelimiters = 1_000;

    public static bool IsTooDeep(BlockProcessor processor)
    {
        int depth = 0;
        for (Block? block = processor.CurrentContainer; block is not null; block = block.Parent)
        {
            if (block is QuoteBlock or ListItemBlock && ++depth >= MaxBlocks)
            {
                return true;
            }
        }

        return false;
    }

    public static bool IsTooDeep(InlineProcessor processor)
    {
        int depth = 0;
        for (Inline? inline = processor.Inline; inline is not null; inline = inline.Parent)
        {
            if (++depth >= MaxDelimiters)
            {
                return true;
            }
        }

        return false;
    }
}
