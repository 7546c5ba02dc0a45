namespace Leeway.Generator.Shaping;

/// <summary>
/// The product's generic page type: a class <c>Page&lt;T&gt;</c> with the members of the envelopes that it replaces. The property whose type
/// is a list of <see cref="ItemPlaceholder"/> contains the items.
/// </summary>
internal sealed record PageShape(
    ApiShape Api,
    string Name,
    string? Summary,
    EquatableArray<PropertyShape> Properties,
    EquatableArray<TypeReference> ItemTypes) : TypeShape(Api, Name, Summary)
{
    /// <summary>The placeholder for <c>T</c> in the type of the property with the items.</summary>
    public static readonly TypeReference ItemPlaceholder = new(TypeKind.Model, "T");
}
