namespace Leeway.Generator.Shaping;

/// <summary>A generated type. Each shape holds all that its own file needs, so an unrelated change leaves it equal.</summary>
/// <param name="Api">The product the type belongs to.</param>
/// <param name="Name">The C# name, unique in the product's namespace.</param>
/// <param name="Summary">The document's words, if it has any; untrusted.</param>
internal abstract record TypeShape(ApiShape Api, string Name, string? Summary);

/// <summary>A sealed partial class with a property per member of an object schema.</summary>
/// <param name="Properties">In the order of the document.</param>
/// <param name="Union">The abstract union class it derives from with the discriminator value it stands for; null for none.</param>
/// <param name="IsRequestOnly">
/// True where no answer of the document contains it: its required members are then C# <c>required</c> members.
/// </param>
internal sealed record ModelShape(
    ApiShape Api,
    string Name,
    string? Summary,
    EquatableArray<PropertyShape> Properties,
    UnionMembership? Union,
    bool IsRequestOnly,
    bool IsDeprecated) : TypeShape(Api, Name, Summary);

/// <summary>
/// The product's generic page: a class <c>Page&lt;T&gt;</c> with the members of the envelopes it stands for. The property
/// whose type is a list of <see cref="ItemPlaceholder"/> holds the items.
/// </summary>
internal sealed record PageShape(
    ApiShape Api,
    string Name,
    string? Summary,
    EquatableArray<PropertyShape> Properties,
    EquatableArray<TypeReference> ItemTypes) : TypeShape(Api, Name, Summary)
{
    /// <summary>Stands for <c>T</c> in the type of the property that holds the items.</summary>
    public static readonly TypeReference ItemPlaceholder = new(TypeKind.Model, "T");
}

/// <summary>A readonly struct over a string with the known values as static members.</summary>
internal sealed record OpenEnumShape(
    ApiShape Api,
    string Name,
    string? Summary,
    EquatableArray<EnumValueShape> Values) : TypeShape(Api, Name, Summary);

/// <summary>A known value of an open enum.</summary>
/// <param name="Name">
/// The static member's C# name, unique in the type and distinct from its own name and its other members: those of
/// <c>object</c> and <c>Value</c>.
/// </param>
/// <param name="Value">What stands on the wire; untrusted.</param>
internal sealed record EnumValueShape(string Name, string Value);

/// <summary>An abstract class whose subtypes are told apart by a discriminator member.</summary>
/// <param name="Discriminator">The member's name on the wire; untrusted.</param>
/// <param name="Branches">Each value of the discriminator with the model it selects; several values may select one model.</param>
internal sealed record UnionShape(
    ApiShape Api,
    string Name,
    string? Summary,
    string Discriminator,
    EquatableArray<UnionBranch> Branches) : TypeShape(Api, Name, Summary);

/// <summary>One value of a discriminator and the model that it selects.</summary>
internal sealed record UnionBranch(string Value, string ModelName);

/// <summary>What a model needs to know of the union it belongs to.</summary>
/// <param name="BaseName">The C# name of the abstract class.</param>
/// <param name="Discriminator">The discriminator's name on the wire.</param>
/// <param name="Value">The value written where the model's own property has none.</param>
internal sealed record UnionMembership(string BaseName, string Discriminator, string Value);

/// <summary>A readonly struct that holds JSON of one of several shapes nothing tells apart, with a typed view of each.</summary>
internal sealed record AlternativesShape(
    ApiShape Api,
    string Name,
    string? Summary,
    EquatableArray<AlternativeShape> Alternatives) : TypeShape(Api, Name, Summary);

/// <summary>One typed view of an <see cref="AlternativesShape"/>.</summary>
/// <param name="Name">A C# name for the view (<c>As{Name}</c>), unique in the type.</param>
/// <param name="Type">What the view reads.</param>
internal sealed record AlternativeShape(string Name, TypeReference Type);

/// <summary>A member of an object.</summary>
/// <param name="WireName">The name on the wire; untrusted.</param>
/// <param name="Name">
/// The C# name, unique in the type and distinct from its own name and the members it inherits: those of <c>object</c>,
/// <c>UnknownMembers</c>, <c>JsonMemberNames</c>, <c>ReadJsonMember</c> and <c>WriteJsonMembers</c>; in a page also <c>T</c>.
/// </param>
/// <param name="Type">What it holds. Every property is nullable: the wire does not keep the document's promises.</param>
/// <param name="IsRequired">Whether the document says so.</param>
internal sealed record PropertyShape(
    string WireName,
    string Name,
    TypeReference Type,
    bool IsRequired,
    bool IsReadOnly,
    bool IsDeprecated,
    string? Summary);
