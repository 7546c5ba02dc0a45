namespace Leeway.Markdown.Embedding;

/// <summary>A place for blocks. Every place allows paragraphs, lists, code and images.</summary>
internal enum BlockPlace
{
    Document,
    Expand,
    NestedExpand,
    Panel,
    Quote,
    ListItem,
}
