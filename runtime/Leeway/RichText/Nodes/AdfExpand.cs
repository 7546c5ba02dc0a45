namespace Leeway.RichText;

/// <summary>A section that a reader can open and close.</summary>
public sealed class AdfExpand : AdfExpandBase, IAdfBlock, IAdfLayoutColumnContent, IAdfBodiedSyncBlockContent
{
    /// <summary>Initializes a section that a reader can open and close.</summary>
    /// <param name="content">The content. If there is none, the section holds one empty paragraph.</param>
    public AdfExpand(IEnumerable<IAdfExpandContent> content)
        : base(content)
    {
    }

    internal AdfExpand(in AdfNodeParts parts)
        : base(in parts)
    {
    }
}
