namespace Leeway.Generator.Reading;

/// <summary>A response that is one page of a list, if no method reads the other pages.</summary>
/// <param name="MaxItems">The maximum number of items: a number, or the parameter that sets it; null if the document does not say.</param>
/// <param name="IsEach">Whether the maximum applies to each list in the response.</param>
/// <param name="Instead">The id of an operation that returns all items, or null.</param>
/// <param name="Parameter">The parameter by which callers request the next page, or null.</param>
/// <param name="Member">The member of an item with the value of that parameter, or null.</param>
/// <param name="IsOfFirst">Whether the value comes from the first item of the page, not from the last.</param>
internal sealed record SinglePageFacts(string? MaxItems, bool IsEach, string? Instead, string? Parameter, string? Member, bool IsOfFirst);
