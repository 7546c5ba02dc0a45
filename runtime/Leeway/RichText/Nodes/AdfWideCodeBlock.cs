namespace Leeway.RichText;

/// <summary>A block of code, wider than the text around it. Only a document can hold it.</summary>
public sealed class AdfWideCodeBlock : AdfCodeBlockBase, IAdfBlock
{
    /// <summary>Initializes a block of code.</summary>
    /// <param name="breakout">How wide it is.</param>
    /// <param name="text">The code. Lines end with line feeds.</param>
    public AdfWideCodeBlock(AdfBreakout breakout, string text)
        : base(text)
    {
        ArgumentNullException.ThrowIfNull(breakout);
        SetMark(breakout);
    }

    internal AdfWideCodeBlock(in AdfNodeParts parts)
        : base(in parts)
    {
    }

    /// <summary>How wide it is.</summary>
    public AdfBreakout Breakout => FindMark<AdfBreakout>()!;
}
