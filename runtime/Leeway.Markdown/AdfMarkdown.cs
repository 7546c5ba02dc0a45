using Leeway.Markdown.Reading;
using Leeway.Markdown.Writing;

namespace Leeway.RichText;

/// <summary>Converts Markdown to rich text and back.</summary>
public static class AdfMarkdown
{
    extension(AdfDocument document)
    {
        /// <summary>
        /// Converts Markdown to a document: CommonMark with the tables, task lists, alerts, strikethrough and bare links of GitHub. Every text is
        /// Markdown, and every document is valid, unless <see cref="MarkdownOptions.ReadsAdf"/> reads nodes that are not. What a document cannot
        /// hold at a place becomes something similar: the guide lists it.
        /// </summary>
        /// <param name="markdown">The Markdown.</param>
        /// <param name="options">The options; null for the default.</param>
        /// <exception cref="ArgumentNullException"><paramref name="markdown"/> is null.</exception>
        public static AdfDocument FromMarkdown(string markdown, MarkdownOptions? options = null)
        {
            ArgumentNullException.ThrowIfNull(markdown);
            return MarkdownReader.Read(markdown, options ?? MarkdownOptions.Default);
        }

        /// <summary>
        /// Converts the document to Markdown. By default, <c>FromMarkdown</c> with <see cref="MarkdownOptions.ReadsAdf"/> returns an equal
        /// document, apart from local ids. What the schema does not allow at its place stays code with its JSON.
        /// </summary>
        /// <param name="options">The options; null for the default.</param>
        public string ToMarkdown(MarkdownOptions? options = null)
        {
            ArgumentNullException.ThrowIfNull(document);
            return MarkdownWriter.Write(document, options ?? MarkdownOptions.Default);
        }
    }
}
