using System;
using System.Collections.Generic;

namespace Leeway.Generator.Shaping;

/// <summary>A type on the way to its name: a component, or the inline schemas of one structure.</summary>
internal sealed class TypeNode(int id, TypeKind kind, string? component)
{
    public TypeKind Kind { get; set; } = kind;

    /// <summary>The component's name in the document, or null for inline schemas.</summary>
    public string? Component { get; } = component;

    /// <summary>How places refer to the type until all names are known.</summary>
    public TypeReference Reference => new(Kind, Placeholder);

    public string Placeholder { get; } = "#" + id.ToString(System.Globalization.CultureInfo.InvariantCulture);

    public string? Summary { get; set; }

    public bool IsDeprecated { get; set; }

    public List<PropertyNode> Properties { get; } = [];

    public List<string> Values { get; } = [];

    public List<TypeReference> Alternatives { get; } = [];

    public string Discriminator { get; set; } = "";

    /// <summary>For a union: each discriminator value with the component it selects.</summary>
    public List<(string Value, string Component)> Branches { get; } = [];

    public UnionMembership? Union { get; set; }

    /// <summary>In how many places an inline schema of this structure stands.</summary>
    public int Places { get; set; }

    /// <summary>The names that the places of an inline schema suggest, best first in each rank.</summary>
    public SortedSet<NameClaim> Claims { get; } = [];

    public string Name { get; set; } = "";

    public bool InRequest { get; set; }

    public bool InResponse { get; set; }
}

/// <summary>A member of a type whose name is not known yet.</summary>
internal sealed record PropertyNode(string WireName, TypeReference Type, bool IsRequired, bool IsReadOnly, bool IsDeprecated, string? Summary);

/// <summary>A name that a place suggests for an inline schema.</summary>
/// <param name="Rank">Lower ranks are tried first.</param>
internal readonly record struct NameClaim(int Rank, string Name) : IComparable<NameClaim>
{
    public int CompareTo(NameClaim other)
    {
        int order = Rank.CompareTo(other.Rank);
        if (order == 0)
        {
            order = Name.Length.CompareTo(other.Name.Length);
        }

        return order == 0 ? string.CompareOrdinal(Name, other.Name) : order;
    }
}

/// <summary>Where a schema stands, as far as a name for it can be made of that.</summary>
/// <param name="Short">The name below the nearest titled type.</param>
/// <param name="Full">The name below the root, unique by construction.</param>
/// <param name="Own">The name of the last step alone: the member's.</param>
internal sealed record NamingContext(string Short, string Full, string Own)
{
    public static NamingContext Root(string name, string full) => new(name, full, "");

    public NamingContext Member(string wireName)
    {
        string name = CSharpNames.Pascal(wireName);
        return new NamingContext(CSharpNames.Join(Short, name), Full + name, name);
    }

    /// <summary>One of several.</summary>
    public NamingContext Item() => new(CSharpNames.Singular(Short), CSharpNames.Singular(Full), Own.Length == 0 ? "" : CSharpNames.Singular(Own));

    public NamingContext Branch(int index)
    {
        string suffix = "Option" + (index + 1).ToString(System.Globalization.CultureInfo.InvariantCulture);
        return new NamingContext(Short + suffix, Full + suffix, "");
    }

    public NamingContext Titled(string? title) => title is null ? this : this with { Short = title };
}
