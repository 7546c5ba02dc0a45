namespace Leeway.Generator.Shaping;

/// <summary>What a place in the generated code holds: a closed set of shapes, referred to by name so that cycles end.</summary>
/// <param name="Kind">Which shape.</param>
/// <param name="Name">For the named kinds, the type's name in the product's namespace; otherwise empty.</param>
/// <param name="Element">For <see cref="TypeKind.List"/>, <see cref="TypeKind.Map"/> and <see cref="TypeKind.Page"/>, what they hold.</param>
/// <param name="HoldsNull">For <see cref="TypeKind.Map"/>, whether a value may be null, which the document says.</param>
internal sealed record TypeReference(TypeKind Kind, string Name = "", TypeReference? Element = null, bool HoldsNull = false)
{
    public static readonly TypeReference String = new(TypeKind.String);
    public static readonly TypeReference Boolean = new(TypeKind.Boolean);
    public static readonly TypeReference Int32 = new(TypeKind.Int32);
    public static readonly TypeReference Int64 = new(TypeKind.Int64);
    public static readonly TypeReference Double = new(TypeKind.Double);
    public static readonly TypeReference DateTime = new(TypeKind.DateTime);
    public static readonly TypeReference Date = new(TypeKind.Date);
    public static readonly TypeReference Guid = new(TypeKind.Guid);
    public static readonly TypeReference Json = new(TypeKind.Json);
    public static readonly TypeReference Download = new(TypeKind.Download);
    public static readonly TypeReference Upload = new(TypeKind.Upload);
    public static readonly TypeReference Nothing = new(TypeKind.Nothing);

    public static TypeReference List(TypeReference element) => new(TypeKind.List, Element: element);

    public static TypeReference Map(TypeReference element, bool holdsNull = false) => new(TypeKind.Map, Element: element, HoldsNull: holdsNull);
}
