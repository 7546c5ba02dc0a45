namespace Leeway.RichText;

/// <summary>What becomes of an image in Markdown.</summary>
public enum MarkdownImageHandling
{
    /// <summary>An image alone in its paragraph is shown from its address, if that is an address of the web. Others become links.</summary>
    External,

    /// <summary>An image becomes a link.</summary>
    Link,
}
