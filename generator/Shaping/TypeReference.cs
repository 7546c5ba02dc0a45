namespace Leeway.Generator.Shaping;

/// <summary>What a place in the generated code holds: a closed set of shapes, referred to by name so that cycles end.</summary>
/// <param name="Kind">Which shape.</param>
/// <param name="Name">For the named kinds, the type's name in the product's namespace; otherwise empty.</param>
/// <param name="Element">For <see cref="TypeKind.List"/>, <see cref="TypeKind.Map"/> and <see cref="TypeKind.Page"/>, what they hold.</param>
internal sealed record TypeReference(TypeKind Kind, string Name = "", TypeReference? Element = null)
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

    public static TypeReference Map(TypeReference element) => new(TypeKind.Map, Element: element);
}

internal enum TypeKind
{
    /// <summary><c>string</c>.</summary>
    String,

    /// <summary><c>bool</c>.</summary>
    Boolean,

    /// <summary><c>int</c>.</summary>
    Int32,

    /// <summary><c>long</c>.</summary>
    Int64,

    /// <summary><c>double</c>.</summary>
    Double,

    /// <summary><c>System.DateTimeOffset</c>.</summary>
    DateTime,

    /// <summary><c>System.DateOnly</c>.</summary>
    Date,

    /// <summary><c>System.Guid</c>.</summary>
    Guid,

    /// <summary><c>Leeway.Json.RawJson</c>: any JSON value, kept as it stands.</summary>
    Json,

    /// <summary>A generated sealed class (<see cref="ModelShape"/>).</summary>
    Model,

    /// <summary>A generated abstract class with a subtype per discriminator value (<see cref="UnionShape"/>).</summary>
    Union,

    /// <summary>A generated readonly struct over a string (<see cref="OpenEnumShape"/>).</summary>
    OpenEnum,

    /// <summary>A generated readonly struct that holds the JSON and offers typed views (<see cref="AlternativesShape"/>).</summary>
    Alternatives,

    /// <summary>The product's generic <c>Page&lt;T&gt;</c> (<see cref="PageShape"/>); <c>Name</c> is the page type's, <c>Element</c> the item.</summary>
    Page,

    /// <summary><c>System.Collections.Generic.IReadOnlyList&lt;T&gt;</c>.</summary>
    List,

    /// <summary><c>System.Collections.Generic.IReadOnlyDictionary&lt;string, T&gt;</c>.</summary>
    Map,

    /// <summary>An answer's bytes: <c>System.IO.Stream</c>.</summary>
    Download,

    /// <summary>A request's bytes: <c>Leeway.FileUpload</c>.</summary>
    Upload,

    /// <summary>No value: a method returns <c>Task</c>.</summary>
    Nothing,
}
