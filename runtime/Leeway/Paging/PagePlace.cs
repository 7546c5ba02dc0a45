namespace Leeway.Paging;

/// <summary>Where a page of a list begins, as the plain method takes it. It can be stored, and outlives the process.</summary>
/// <remarks>A token or cursor is only good for the query that it came with, and for as long as the server keeps it.</remarks>
public sealed record PagePlace
{
    /// <summary>The position of the page's first item; <see langword="null"/> where a token alone names the page, and for the first page.</summary>
    public long? Position { get; init; }

    /// <summary>The token or cursor of the page; <see langword="null"/> for the first page and for lists whose pages are found by position.</summary>
    public string? Token { get; init; }
}
