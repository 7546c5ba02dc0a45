using Markdig.Syntax;

namespace Leeway.Markdown.Parsing;

/// <summary>A row of a table. Its children are cells.</summary>
internal sealed class TableRowBlock() : ContainerBlock(null);
