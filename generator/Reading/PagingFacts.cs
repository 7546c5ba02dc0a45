namespace Leeway.Generator.Reading;

/// <summary>What <c>x-leeway-paging</c> says about an operation: what its parameters and its response do not show. Untrusted.</summary>
/// <param name="Items">The member that holds the items, where the response has several lists.</param>
/// <param name="Position">The query parameter that asks for the next page, where its name does not show it.</param>
/// <param name="Next">The response's member with the next value of <paramref name="Position"/>.</param>
/// <param name="Last">The response's member that marks the last page.</param>
/// <param name="Window">How a list is cut of which the response says nothing but the items.</param>
/// <param name="Single">Set where the response is one page that no method goes on from.</param>
internal sealed record PagingFacts(string? Items, string? Position, string? Next, string? Last, WindowFacts? Window, SinglePageFacts? Single);
