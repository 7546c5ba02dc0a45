using System.Collections;

namespace Leeway.Paging;

/// <summary>The items of one page, and the place of the next page.</summary>
/// <typeparam name="TItem">The type of the items.</typeparam>
public sealed class ListPage<TItem> : IReadOnlyList<TItem>
{
    private readonly IReadOnlyList<TItem> _items;

    internal ListPage(IReadOnlyList<TItem> items, PagePlace? next)
    {
        _items = items;
        Next = next;
    }

    /// <summary>
    /// The place of the next page; <see langword="null"/> on the last page. If fetching the next page fails, pass it to
    /// <see cref="PagedItems{TItem}.StartFrom"/> to continue there.
    /// </summary>
    public PagePlace? Next { get; }

    /// <inheritdoc/>
    public int Count => _items.Count;

    /// <inheritdoc/>
    public TItem this[int index] => _items[index];

    /// <inheritdoc/>
    public IEnumerator<TItem> GetEnumerator() => _items.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
