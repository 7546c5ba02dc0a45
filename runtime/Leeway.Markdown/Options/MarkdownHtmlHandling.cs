namespace Leeway.RichText;

/// <summary>What becomes of HTML in Markdown.</summary>
public enum MarkdownHtmlHandling
{
    /// <summary>Tags become text.</summary>
    Text,

    /// <summary>Tags become code.</summary>
    Code,

    /// <summary>Tags are left out. The text between tags inside a paragraph stays; blocks of HTML are left out completely.</summary>
    Remove,
}
