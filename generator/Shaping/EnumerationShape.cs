namespace Leeway.Generator.Shaping;

/// <summary>How all items of an operation are read, page by page.</summary>
/// <param name="Style">How the next page is asked for.</param>
/// <param name="Position">The parameter that asks for it; a member of the body where <paramref name="BodyMember"/> is set.</param>
/// <param name="BodyMember">The body's property that asks for it, or null.</param>
/// <param name="Item">The items' type.</param>
/// <param name="Envelope">The property that holds the page within the answer, or null where the answer is the page.</param>
/// <param name="Items">The property that holds the items, or null where the page is the list itself.</param>
/// <param name="IsLast">The property that says whether the page is the last, or null.</param>
/// <param name="Total">The property that counts all items, or null.</param>
/// <param name="Token">The property that names the next page, or null.</param>
/// <param name="Links">The property that holds links, or null.</param>
/// <param name="NextLink">Of the links, the one to the next page; null where they are a map.</param>
internal sealed record EnumerationShape(
    EnumerationStyle Style,
    ParameterShape Position,
    PropertyShape? BodyMember,
    TypeReference Item,
    PropertyShape? Envelope,
    PropertyShape? Items,
    PropertyShape? IsLast,
    PropertyShape? Total,
    PropertyShape? Token,
    PropertyShape? Links,
    PropertyShape? NextLink);
