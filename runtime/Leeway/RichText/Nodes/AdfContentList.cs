using System.Collections;

namespace Leeway.RichText;

/// <summary>The nodes inside a node. It does not change.</summary>
internal abstract class AdfContentList : IReadOnlyList<AdfNode>
{
    protected AdfContentList(AdfNode[] items)
    {
        Items = items;
        foreach (AdfNode item in items)
        {
            Depth = Math.Max(Depth, item.Depth);
        }
    }

    public AdfNode[] Items { get; }

    /// <summary>The number of nodes inside each other.</summary>
    public int Depth { get; }

    public int Count => Items.Length;

    AdfNode IReadOnlyList<AdfNode>.this[int index] => Items[index];

    IEnumerator<AdfNode> IEnumerable<AdfNode>.GetEnumerator() => ((IEnumerable<AdfNode>)Items).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => Items.GetEnumerator();

    /// <summary>Creates the content of a block of code.</summary>
    public static AdfContentList<AdfInline> CreateCode(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return AdfContentList<AdfInline>.Create([new AdfText(text)], nameof(text));
    }

    /// <summary>Creates the content of a node that shows an image or a file.</summary>
    public static AdfContentList<IAdfNode> CreateMedia(IAdfMedia media, AdfCaption? caption)
    {
        ArgumentNullException.ThrowIfNull(media);
        return caption is null ? AdfContentList<IAdfNode>.Create([media], nameof(media)) : AdfContentList<IAdfNode>.Create([media, caption], nameof(media));
    }
}
