namespace Leeway.Markdown.Writing;

/// <summary>Where text is, which decides what has to be escaped.</summary>
[Flags]
internal enum TextPlace
{
    None,

    /// <summary>The text starts a line, so that it must not look like the start of a block.</summary>
    LineStart = 1,

    /// <summary>The text starts a line that is not the first of its paragraph.</summary>
    NextLine = 2,

    /// <summary>The text ends a line.</summary>
    LineEnd = 4,

    /// <summary>The text is in a heading.</summary>
    Heading = 8,

    /// <summary>The text is in a cell of a table.</summary>
    Cell = 16,

    /// <summary>The text is in a link.</summary>
    Link = 32,
}
