namespace Leeway.Generator.Reading;

/// <summary>Pages that cover positions, whatever number of items they have.</summary>
/// <param name="Size">The query parameter that says how many positions a page covers.</param>
/// <param name="Usual">How many it covers where the caller does not say.</param>
/// <param name="Largest">How many it can cover, or null.</param>
/// <param name="Bound">The first position that the server does not look at, or null.</param>
/// <param name="IsFiltered">Whether the server filters a page after it has cut it.</param>
/// <param name="Instead">The id of the operation that has all items, or null.</param>
internal sealed record WindowFacts(string Size, int Usual, int? Largest, int? Bound, bool IsFiltered, string? Instead);
