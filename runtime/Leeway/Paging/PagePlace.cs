namespace Leeway.Paging;

/// <summary>
/// The place where a page of a list starts, as the plain method accepts it. It can be stored and used by another process.
/// </summary>
/// <remarks>A token or cursor is valid only for its query, and only as long as the server keeps it.</remarks>
public sealed record PagePlace
{
    /// <summary>
    /// The position of the first item of the page; <see langword="null"/> if only a token identifies the page, and for the first page.
    /// </summary>
    public long? Position { get; init; }

    /// <summary>The token or cursor of the page; <see langword="null"/> for the first page and for lists that use positions.</summary>
    public string? Token { get; init; }
}
