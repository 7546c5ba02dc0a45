using System.ComponentModel;

namespace Leeway.Paging;

/// <summary>How a server cuts a list of which it says nothing but the items. Generated code passes it.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class PageWindow
{
    /// <summary>How many positions a page covers where the caller does not say; at least 1.</summary>
    public required int Usual { get; init; }

    /// <summary>How many positions a page can cover; null where the documentation does not say.</summary>
    public int? Largest { get; init; }

    /// <summary>The first position that the server does not look at; null where the documentation names none.</summary>
    public int? Bound { get; init; }

    /// <summary>Whether the server cuts the page first and filters it then, so that a page may lack items, or all of them, though others follow.</summary>
    public bool IsFiltered { get; init; }

    /// <summary>The id of the operation that has all items, filtered by the caller; null where there is none.</summary>
    public string? Instead { get; init; }
}
