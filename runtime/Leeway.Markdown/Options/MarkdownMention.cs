namespace Leeway.RichText;

/// <summary>A mention in Markdown.</summary>
public sealed class MarkdownMention
{
    internal MarkdownMention(string name, string? accountId)
    {
        Name = name;
        AccountId = accountId;
    }

    /// <summary>The name after the at sign, such as <c>mia.k</c>, or the text of the link, without its at sign.</summary>
    public string Name { get; }

    /// <summary>The account id in the link; null if the mention is a name in text.</summary>
    public string? AccountId { get; }
}
