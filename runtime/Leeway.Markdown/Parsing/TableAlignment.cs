namespace Leeway.Markdown.Parsing;

/// <summary>How the cells of a column are aligned.</summary>
internal enum TableAlignment
{
    Start,
    Center,
    End,
}
