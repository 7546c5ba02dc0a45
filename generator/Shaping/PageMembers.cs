namespace Leeway.Generator.Shaping;

/// <summary>The members of a page.</summary>
/// <param name="Item">The type of the items.</param>
/// <param name="Envelope">The property of the response with the page, or null if the response is the page.</param>
/// <param name="Items">The property with the items, or null if the page is the list itself.</param>
/// <param name="IsLast">The property that indicates the last page, or null.</param>
/// <param name="Total">The property with the number of all items, or null.</param>
/// <param name="Size">The property with the maximum number of items of a page, or null.</param>
/// <param name="Next">The property with the token of the next page, or null.</param>
/// <param name="Links">The property with the links, or null.</param>
/// <param name="NextLink">The link to the next page; null if the links are a map.</param>
/// <param name="IsItemPage">Whether the page has the generic type, whose property returns an empty list if the JSON has none.</param>
/// <param name="IsLastMayBeWrong">Whether <paramref name="IsLast"/> is reliable only if it indicates that more items follow.</param>
internal sealed record PageMembers(
    TypeReference Item,
    PropertyShape? Envelope = null,
    PropertyShape? Items = null,
    PropertyShape? IsLast = null,
    PropertyShape? Total = null,
    PropertyShape? Size = null,
    PropertyShape? Next = null,
    PropertyShape? Links = null,
    PropertyShape? NextLink = null,
    bool IsItemPage = false,
    bool IsLastMayBeWrong = false);
