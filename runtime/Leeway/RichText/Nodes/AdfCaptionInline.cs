namespace Leeway.RichText;

/// <summary>Content of a line that a caption can hold too. A string converts to text.</summary>
public abstract class AdfCaptionInline : AdfInline
{
    private protected AdfCaptionInline()
    {
    }

    private protected AdfCaptionInline(in AdfNodeParts parts)
        : base(in parts)
    {
    }

    private protected AdfCaptionInline(AdfCaptionInline other, AdfMark[] marks)
        : base(other, marks)
    {
    }

    /// <summary>Converts a string to text without marks.</summary>
    public static implicit operator AdfCaptionInline(string text) => new AdfText(text);
}
