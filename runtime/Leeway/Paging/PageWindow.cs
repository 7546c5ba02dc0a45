using System.ComponentModel;

namespace Leeway.Generated;

/// <summary>How a server pages a list if its response contains only the items. Generated code passes it.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class PageWindow
{
    /// <summary>The number of positions that a page covers by default; at least 1.</summary>
    public required int Usual { get; init; }

    /// <summary>The maximum number of positions that a page can cover; null if the documentation does not say.</summary>
    public int? Largest { get; init; }

    /// <summary>The first position that the server ignores; null if the documentation names none.</summary>
    public int? Bound { get; init; }

    /// <summary>
    /// Whether the server filters a page after it has cut it, so that a page can lack items, or all of them, although others follow.
    /// </summary>
    public bool IsFiltered { get; init; }

    /// <summary>The id of the operation that returns all items, for the caller to filter; null if there is none.</summary>
    public string? Instead { get; init; }
}
