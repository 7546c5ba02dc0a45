namespace Leeway.Generator.Shaping;

/// <summary>The type of a value in the generated code. Generated types are referred to by name, so that recursive types do not create cycles of objects.</summary>
/// <param name="Kind">The kind of type.</param>
/// <param name="Name">The name of a generated type in the product's namespace; otherwise empty.</param>
/// <param name="Element">The type of the items of a <see cref="TypeKind.List"/>, <see cref="TypeKind.Map"/> or <see cref="TypeKind.Page"/>; otherwise null.</param>
/// <param name="HoldsNull">Whether the values of a <see cref="TypeKind.Map"/> may be null according to the document.</param>
internal sealed record TypeReference(TypeKind Kind, string Name = "", TypeReference? Element = null, bool HoldsNull = false)
{
    public static readonly TypeReference String = new(TypeKind.String);
    public static readonly TypeReference Boolean = new(TypeKind.Boolean);
    public static readonly TypeReference Int32 = new(TypeKind.Int32);
    public static readonly TypeReference Int64 = new(TypeKind.Int64);
    public static readonly TypeReference NumericId = new(TypeKind.NumericId);
    public static readonly TypeReference NumberOrTextId = new(TypeKind.NumberOrTextId);
    public static readonly TypeReference Double = new(TypeKind.Double);
    public static readonly TypeReference DateTime = new(TypeKind.DateTime);
    public static readonly TypeReference Date = new(TypeKind.Date);
    public static readonly TypeReference Guid = new(TypeKind.Guid);
    public static readonly TypeReference Json = new(TypeKind.Json);
    public static readonly TypeReference RichText = new(TypeKind.RichText);
    public static readonly TypeReference Jql = new(TypeKind.Jql);
    public static readonly TypeReference Cql = new(TypeKind.Cql);
    public static readonly TypeReference Download = new(TypeKind.Download);
    public static readonly TypeReference Upload = new(TypeKind.Upload);
    public static readonly TypeReference Nothing = new(TypeKind.Nothing);

    public static TypeReference CreateList(TypeReference element) => new(TypeKind.List, Element: element);

    public static TypeReference CreateMap(TypeReference element, bool holdsNull = false) => new(TypeKind.Map, Element: element, HoldsNull: holdsNull);
}
