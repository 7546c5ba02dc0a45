namespace Leeway.RichText;

/// <summary>A section that a reader can open and close, wider than the text around it. Only a document can hold it.</summary>
public sealed class AdfWideExpand : AdfExpandBase, IAdfBlock
{
    /// <summary>Initializes a section that a reader can open and close.</summary>
    /// <param name="breakout">How wide it is.</param>
    /// <param name="content">The content. If there is none, the section holds one empty paragraph.</param>
    public AdfWideExpand(AdfBreakout breakout, IEnumerable<IAdfExpandContent> content)
        : base(content)
    {
        ArgumentNullException.ThrowIfNull(breakout);
        SetMark(breakout);
    }

    internal AdfWideExpand(in AdfNodeParts parts)
        : base(in parts)
    {
    }

    /// <summary>How wide it is.</summary>
    public AdfBreakout Breakout => FindMark<AdfBreakout>()!;
}
