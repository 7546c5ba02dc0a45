namespace Leeway.RichText;

/// <summary>Content of a line: text, or another node inside it. A string converts to text.</summary>
public abstract class AdfInline : AdfNode
{
    private protected AdfInline()
    {
    }

    private protected AdfInline(in AdfNodeParts parts)
        : base(in parts)
    {
    }

    private protected AdfInline(AdfInline other, AdfMark[] marks)
        : base(other, marks)
    {
    }

    /// <summary>Converts a string to text without marks.</summary>
    public static implicit operator AdfInline(string text) => new AdfText(text);
}
