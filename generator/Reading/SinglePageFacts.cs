namespace Leeway.Generator.Reading;

/// <summary>A response that is one page of a list that no method reads to its end.</summary>
/// <param name="Most">How many items it has at most: a number, or the parameter that says it; null where the document says neither.</param>
/// <param name="IsEach">Whether that holds for each list in the response.</param>
/// <param name="Instead">The id of an operation that has all items, or null.</param>
/// <param name="Parameter">The parameter by which callers ask for the next page, or null.</param>
/// <param name="Member">The member of an item whose value it takes, or null.</param>
/// <param name="IsOfFirst">Whether that is the first item of the page, rather than the last.</param>
internal sealed record SinglePageFacts(string? Most, bool IsEach, string? Instead, string? Parameter, string? Member, bool IsOfFirst);
