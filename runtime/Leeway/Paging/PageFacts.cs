using System.ComponentModel;
using Leeway.Json;

namespace Leeway.Paging;

/// <summary>What a page says of itself, whatever its shape. Generated code fills it.</summary>
/// <typeparam name="TItem">The items' type.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct PageFacts<TItem>
{
    /// <summary>The items; null and empty are the same.</summary>
    public IReadOnlyList<TItem>? Items { get; init; }

    /// <summary>Whether it is the last; null where the page does not say.</summary>
    public bool? IsLast { get; init; }

    /// <summary>How many items there are in all; null where the page does not say.</summary>
    public long? Total { get; init; }

    /// <summary>The token or cursor of the next page; null on the last.</summary>
    public string? Token { get; init; }

    /// <summary>Whether the page has links, so that one which lacks <see cref="Link"/> is the last.</summary>
    public bool HasLinks { get; init; }

    /// <summary>The link to the next page; null on the last. Nothing but its query counts.</summary>
    public string? Link { get; init; }

    /// <summary>The whole page, where it says nothing else of itself: one equal to the page before shows a server that ignores positions.</summary>
    public RawJson? Content { get; init; }
}
