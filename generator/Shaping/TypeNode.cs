using System.Collections.Generic;
using Leeway.Generator.Reading;

namespace Leeway.Generator.Shaping;

/// <summary>A type that is being named: a component, or the inline schemas with one structure.</summary>
internal sealed class TypeNode(int id, TypeKind kind, string? component)
{
    public TypeKind Kind { get; set; } = kind;

    /// <summary>The component's name in the document, or null for inline schemas.</summary>
    public string? Component { get; } = component;

    /// <summary>The reference to the type until all names are known.</summary>
    public TypeReference Reference => new(Kind, Placeholder);

    public string Placeholder { get; } = "#" + id.ToString(System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>The name that the document gives the type, or null.</summary>
    public string? GivenName { get; set; }

    public string? Summary { get; set; }

    public bool IsDeprecated { get; set; }

    public List<PropertyNode> Properties { get; } = [];

    public List<string> Values { get; } = [];

    public List<TypeReference> Alternatives { get; } = [];

    public string Discriminator { get; set; } = "";

    /// <summary>The branches of a union: each discriminator value with its component.</summary>
    public List<(string Value, string Component)> Branches { get; } = [];

    public UnionMembership? Union { get; set; }

    /// <summary>The number of places with an inline schema of this structure.</summary>
    public int Places { get; set; }

    /// <summary>The possible names of an inline schema. The best one of each rank is first.</summary>
    public SortedSet<NameClaim> Claims { get; } = [];

    public string Name { get; set; } = "";

    public bool InRequest { get; set; }

    public bool InResponse { get; set; }
}

/// <summary>A member of a type that does not have a name yet.</summary>
internal sealed record PropertyNode(string WireName, TypeReference Type, bool IsRequired, bool IsReadOnly, bool IsDeprecated, bool IsClearedByNull, string? Summary)
{
    /// <summary>The facts about rich text in the text of a string, or null.</summary>
    public RichTextFacts? RichText { get; init; }
}
