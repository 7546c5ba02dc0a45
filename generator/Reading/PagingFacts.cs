namespace Leeway.Generator.Reading;

/// <summary>The content of <c>x-leeway-paging</c>: paging facts that the parameters and the response of an operation do not show. Untrusted.</summary>
/// <param name="Items">The member with the items, if the response has several lists.</param>
/// <param name="Position">The query parameter that requests the next page, if its name does not show that.</param>
/// <param name="Next">The member of the response with the next value of <paramref name="Position"/>.</param>
/// <param name="Last">The member of the response that marks the last page.</param>
/// <param name="Window">How the server divides a list into pages, if the response contains nothing but the items.</param>
/// <param name="Single">Set if the response is one page and no method reads the other pages.</param>
internal sealed record PagingFacts(string? Items, string? Position, string? Next, string? Last, WindowFacts? Window, SinglePageFacts? Single);
