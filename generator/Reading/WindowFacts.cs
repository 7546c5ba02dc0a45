namespace Leeway.Generator.Reading;

/// <summary>Pages that cover a range of positions and may have any number of items.</summary>
/// <param name="Size">The query parameter with the number of positions of a page.</param>
/// <param name="Usual">The number of positions of a page by default.</param>
/// <param name="MaxSize">The maximum number of positions of a page, or null.</param>
/// <param name="Bound">The first position that the server does not search, or null.</param>
/// <param name="IsFiltered">Whether the server filters the items after it has divided the list into pages.</param>
/// <param name="Instead">The id of the operation that returns all items, or null.</param>
internal sealed record WindowFacts(string Size, int Usual, int? MaxSize, int? Bound, bool IsFiltered, string? Instead);
