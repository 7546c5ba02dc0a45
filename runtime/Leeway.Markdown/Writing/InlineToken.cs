namespace Leeway.Markdown.Writing;

/// <summary>A part of a line: an item, or the start or the end of formatting.</summary>
internal sealed class InlineToken
{
    /// <summary>The item; null for the start or the end of formatting.</summary>
    public InlineItem? Item { get; init; }

    public InlineMark Mark { get; init; }

    public bool IsOpening { get; init; }

    /// <summary>Whether the token is inside a link.</summary>
    public bool IsInLink { get; init; }

    /// <summary>The other end of the formatting.</summary>
    public InlineToken? Partner { get; set; }

    /// <summary>Whether delimiters such as <c>**</c> mark the formatting. Otherwise, tags do.</summary>
    public bool HasDelimiter { get; set; }

    public string Opening => Mark.Kind == InlineMarkKind.Link ? "[" : HasDelimiter ? Mark.Delimiter! : Mark.OpeningTag;

    public string Closing => HasDelimiter ? Mark.Delimiter! : Mark.ClosingTag;
}
