namespace Leeway.RichText;

/// <summary>How nodes and marks are written that Markdown does not have.</summary>
public enum MarkdownFidelity
{
    /// <summary>
    /// As rich text inside the Markdown: a block as a code block with the language <c>adf</c> that holds its JSON, a node inside a line as a link
    /// with the scheme <c>adf</c>. Local ids are left out. Read it with <see cref="MarkdownOptions.ReadsAdf"/>.
    /// </summary>
    Exact,

    /// <summary>As similar Markdown, for people and language models: a mention as its text, a status as code, and so on. Details are lost.</summary>
    Readable,
}
