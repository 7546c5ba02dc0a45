namespace Leeway.Generator.Shaping;

/// <summary>The members by which a page is read.</summary>
/// <param name="Item">The items' type.</param>
/// <param name="Envelope">The property that holds the page within the response, or null where the response is the page.</param>
/// <param name="Items">The property that holds the items, or null where the page is the list itself.</param>
/// <param name="IsLast">The property that says whether the page is the last, or null.</param>
/// <param name="Total">The property that counts all items, or null.</param>
/// <param name="Size">The property that says how many items a page has at most, or null.</param>
/// <param name="Next">The property with the token of the next page, or null.</param>
/// <param name="Links">The property that holds links, or null.</param>
/// <param name="NextLink">Of the links, the one to the next page; null where they are a map.</param>
/// <param name="IsItemPage">Whether the page is a generic one, whose property has a list where the JSON has none.</param>
/// <param name="IsLastMayBeWrong">Whether <paramref name="IsLast"/> can be relied on only where it says that more items follow.</param>
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
