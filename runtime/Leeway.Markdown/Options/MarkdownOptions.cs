using Leeway.Markdown.Options;

namespace Leeway.RichText;

/// <summary>How Markdown and rich text are converted into each other.</summary>
public sealed class MarkdownOptions
{
    /// <summary>The options that apply if a call passes none.</summary>
    internal static MarkdownOptions Default { get; } = new();

    /// <summary>
    /// How nodes and marks are written that Markdown does not have. By default, they are written as rich text inside the Markdown, so that
    /// nothing is lost: <see cref="ReadsAdf"/> reads it back.
    /// </summary>
    public MarkdownFidelity Fidelity { get; init; }

    /// <summary>
    /// Whether rich text inside Markdown is read, as <see cref="MarkdownFidelity.Exact"/> writes it: code blocks with the language <c>adf</c>
    /// and links with the scheme <c>adf</c>. The default is false: they are code and text. Set this only for Markdown whose author may write
    /// anything that a document can hold, because it can mention users and contain macros.
    /// </summary>
    public bool ReadsAdf { get; init; }

    /// <summary>
    /// Finds the user that a mention in Markdown means; null if it means none. The function gets <c>@name</c> in text, and links to an
    /// address such as <c>adf:mention/ACCOUNT-ID</c>. If the function is null, mentions stay text.
    /// </summary>
    public Func<MarkdownMention, AdfMention?>? ResolveMention { get; init; }

    /// <summary>
    /// Finds the file of an image in Markdown, such as an attachment; null if it has none. Such a file is shown only if the image is alone in
    /// its paragraph. The function is not called for other images. If the function is null or returns null, <see cref="Images"/> decides.
    /// </summary>
    public Func<MarkdownImage, IAdfMedia?>? ResolveImage { get; init; }

    /// <summary>What becomes of images that are not resolved to a file. By default, one alone in its paragraph is shown from its address.</summary>
    public MarkdownImageHandling Images { get; init; }

    /// <summary>
    /// Decides whether an address can be a link, in both directions. The text of other links stays, without the link. By default, these are addresses without a
    /// scheme, and those with the schemes that the editor of Atlassian accepts: <c>https</c>, <c>http</c>, <c>mailto</c>, <c>tel</c>,
    /// <c>slack</c> and others, but not <c>javascript</c>, <c>data</c> or <c>file</c>.
    /// </summary>
    public Func<string, bool> AllowLink { get; init; } = LinkPolicy.IsSafe;

    /// <summary>What becomes of HTML tags in Markdown, other than those for formatting. By default, they are text.</summary>
    public MarkdownHtmlHandling Html { get; init; }

    /// <summary>Whether tables are read. The default is true. Otherwise, their lines are text.</summary>
    public bool ReadsTables { get; init; } = true;

    /// <summary>Whether lists of tasks are read. The default is true. Otherwise, <c>[ ]</c> is text.</summary>
    public bool ReadsTaskLists { get; init; } = true;

    /// <summary>
    /// Whether panels are read and written as alerts: a quote that starts with a line such as <c>[!NOTE]</c>. The default is true. Otherwise,
    /// the line is text, and panels are nodes that Markdown does not have.
    /// </summary>
    public bool HasPanels { get; init; } = true;

    /// <summary>
    /// Creates the local id of a task or of a list of tasks. By default, it depends only on the Markdown and the position, so that the same
    /// Markdown becomes the same document.
    /// </summary>
    public Func<string>? CreateLocalId { get; init; }
}
