using Leeway.RichText;
using Markdig.Syntax;

namespace Leeway.Markdown.Parsing;

/// <summary>The marker of an alert, such as <c>[!NOTE]</c>, alone on the first line of a quote.</summary>
internal static class AlertMarker
{
    private static readonly object s_key = new();

    /// <summary>The names that GitHub renders come first for each type of panel.</summary>
    private static readonly (string Name, AdfPanelType Type)[] s_names =
    [
        ("NOTE", AdfPanelType.Info),
        ("IMPORTANT", AdfPanelType.Note),
        ("TIP", AdfPanelType.Tip),
        ("WARNING", AdfPanelType.Warning),
        ("CAUTION", AdfPanelType.Error),
        ("SUCCESS", AdfPanelType.Success),
        ("INFO", AdfPanelType.Info),
        ("ERROR", AdfPanelType.Error),
    ];

    /// <summary>The type of panel that a quote is; null if it is only a quote.</summary>
    public static AdfPanelType? TypeOf(Block quote) => quote.GetData(s_key) is int index ? s_names[index].Type : null;

    /// <summary>The name of a type; null if Markdown has none.</summary>
    public static string? NameOf(AdfPanelType type)
    {
        foreach ((string name, AdfPanelType named) in s_names)
        {
            if (named == type)
            {
                return name;
            }
        }

        return null;
    }

    /// <summary>Moves a marker from the text of a quote to the quote.</summary>
    public static void Read(ParagraphBlock paragraph, ContainerBlock quote)
    {
        ReadOnlySpan<char> line = paragraph.Lines.Lines[0].Slice.AsSpan().TrimEnd(" \t");
        if (line is not ['[', '!', .., ']'])
        {
            return;
        }

        for (int i = 0; i < s_names.Length; i++)
        {
            if (line[2..^1].Equals(s_names[i].Name, StringComparison.OrdinalIgnoreCase))
            {
                quote.SetData(s_key, i);
                ParagraphParser.RemoveStart(paragraph, paragraph.Lines.Lines[0].Slice.Length);
                return;
            }
        }
    }
}
