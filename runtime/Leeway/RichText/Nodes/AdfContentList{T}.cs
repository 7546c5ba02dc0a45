namespace Leeway.RichText;

/// <summary>The nodes that one place of a document holds.</summary>
/// <typeparam name="T">The type of the nodes.</typeparam>
internal sealed class AdfContentList<T>(AdfNode[] items) : AdfContentList(items), IReadOnlyList<T>
    where T : class
{
    public static readonly AdfContentList<T> Empty = new([]);

    public T this[int index] => (T)(object)Items[index];

    /// <summary>Creates a list. Empty text is left out, because a document cannot contain it.</summary>
    /// <exception cref="ArgumentException">The nodes are nested too deeply.</exception>
    public static AdfContentList<T> Create(ReadOnlySpan<T> content, string name = "content")
    {
        var items = new AdfNode[content.Length];
        int count = 0;
        foreach (T item in content)
        {
            ArgumentNullException.ThrowIfNull(item, name);
            var node = (AdfNode)(object)item;
            if (node.OwnText is not { Length: 0 })
            {
                items[count++] = node;
            }
        }

        if (count < items.Length)
        {
            Array.Resize(ref items, count);
        }

        var list = new AdfContentList<T>(items);
        return list.Depth <= AdfNode.MaxDepth
            ? list
            : throw new ArgumentException($"The nodes are nested more than {AdfNode.MaxDepth} deep, which products cannot read. Nest fewer lists.", name);
    }

    /// <inheritdoc cref="Create(ReadOnlySpan{T}, string)"/>
    public static AdfContentList<T> Create(IEnumerable<T> content)
    {
        ArgumentNullException.ThrowIfNull(content);
        return content as AdfContentList<T> ?? Create(content is T[] items ? items : [.. content]);
    }

    /// <inheritdoc cref="Create(ReadOnlySpan{T}, string)"/>
    /// <exception cref="ArgumentException">There is no content, or the nodes are nested too deeply.</exception>
    public static AdfContentList<T> CreateNotEmpty(IEnumerable<T> content)
    {
        AdfContentList<T> list = Create(content);
        return list.Count > 0 ? list : throw new ArgumentException("The node needs content. Pass at least one node.", nameof(content));
    }

    /// <summary>Creates a list; one empty paragraph if there is no content.</summary>
    /// <inheritdoc cref="Create(ReadOnlySpan{T}, string)"/>
    public static AdfContentList<T> CreateOrParagraph(IEnumerable<T> content)
    {
        AdfContentList<T> list = Create(content);
        return list.Count > 0 ? list : new AdfContentList<T>([new AdfParagraph([])]);
    }

    public IEnumerator<T> GetEnumerator()
    {
        foreach (AdfNode item in Items)
        {
            yield return (T)(object)item;
        }
    }
}
