namespace Leeway.RichText;

/// <summary>An image in Markdown.</summary>
public sealed class MarkdownImage
{
    internal MarkdownImage(string url, string? alt, string? title)
    {
        Url = url;
        Alt = alt;
        Title = title;
    }

    /// <summary>The address, as it is written.</summary>
    public string Url { get; }

    /// <summary>The text that stands for the image; null if there is none.</summary>
    public string? Alt { get; }

    /// <summary>The title, which becomes the caption; null if there is none.</summary>
    public string? Title { get; }
}
