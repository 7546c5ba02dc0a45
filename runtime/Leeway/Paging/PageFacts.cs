using System.ComponentModel;

namespace Leeway.Paging;

/// <summary>What a page says about itself and the list, whatever its shape. Generated code fills it.</summary>
/// <typeparam name="TItem">The type of the items.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct PageFacts<TItem>
{
    /// <summary>The items; null means none. A list that was read also counts the elements that are no items, which positions count too.</summary>
    public IReadOnlyList<TItem>? Items { get; init; }

    /// <summary>Whether this page is the last; null where the page does not say.</summary>
    public bool? IsLast { get; init; }

    /// <summary>How many items the list has; null where the page does not say.</summary>
    public long? Total { get; init; }

    /// <summary>How many items a page has at most by the server's own statement; null where the page does not say.</summary>
    public long? Size { get; init; }

    /// <summary>The token or cursor of the next page; null on the last page.</summary>
    public string? Token { get; init; }

    /// <summary>Whether the page has links, so that a page without <see cref="Link"/> is the last.</summary>
    public bool HasLinks { get; init; }

    /// <summary>The link to the next page; null on the last page. Only its query is used.</summary>
    public string? Link { get; init; }

    /// <summary>The member with the items, where it has a shape that cannot be read; null where it can be read or is missing.</summary>
    public string? Unread { get; init; }

    /// <summary>The member that leads to the next page, where it has a shape that cannot be read; null where it can be read or is missing.</summary>
    public string? UnreadNext { get; init; }
}
