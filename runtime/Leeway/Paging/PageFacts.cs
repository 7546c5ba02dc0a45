using System.ComponentModel;

namespace Leeway.Generated;

/// <summary>What a page reports about itself and the list. Generated code fills it.</summary>
/// <typeparam name="TItem">The type of the items.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct PageFacts<TItem>
{
    /// <summary>
    /// The items; null if there are none. A list that was read also counts elements that are not valid items, because positions count them.
    /// </summary>
    public IReadOnlyList<TItem>? Items { get; init; }

    /// <summary>Whether this page is the last; null if the page does not say.</summary>
    public bool? IsLast { get; init; }

    /// <summary>The number of items in the list; null if the page does not say.</summary>
    public long? Total { get; init; }

    /// <summary>The maximum number of items in a page, as the server states it; null if the page does not say.</summary>
    public long? Size { get; init; }

    /// <summary>The token or cursor of the next page; null on the last page.</summary>
    public string? Token { get; init; }

    /// <summary>Whether the page has links, so that a page without <see cref="Link"/> is the last one.</summary>
    public bool HasLinks { get; init; }

    /// <summary>The link to the next page; null on the last page. Only its query is used.</summary>
    public string? Link { get; init; }

    /// <summary>The name of the member with the items, if its shape cannot be read; null if it can be read or is missing.</summary>
    public string? Unread { get; init; }

    /// <summary>
    /// The name of the member that leads to the next page, if its shape cannot be read; null if it can be read or is missing.
    /// </summary>
    public string? UnreadNext { get; init; }
}
