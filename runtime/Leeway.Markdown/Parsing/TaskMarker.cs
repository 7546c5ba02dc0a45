using Markdig.Helpers;
using Markdig.Syntax;

namespace Leeway.Markdown.Parsing;

/// <summary>The marker <c>[ ]</c> or <c>[x]</c> at the start of a list item.</summary>
internal static class TaskMarker
{
    private static readonly object s_key = new();

    /// <summary>Whether the item is done; null if it is not a task.</summary>
    public static bool? StateOf(Block item) => item.GetData(s_key) as bool?;

    /// <summary>Moves a marker from the text of an item to the item.</summary>
    public static void Read(ParagraphBlock paragraph, ContainerBlock item)
    {
        StringSlice line = paragraph.Lines.Lines[0].Slice;
        if (line.AsSpan() is ['[', ' ' or 'x' or 'X', ']'] or ['[', ' ' or 'x' or 'X', ']', ' ' or '\t', ..])
        {
            item.SetData(s_key, line[line.Start + 1] != ' ');
            ParagraphParser.RemoveStart(paragraph, 3);
        }
    }
}
