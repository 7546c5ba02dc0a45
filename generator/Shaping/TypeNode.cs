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
/// <remarks>Few places need a name, so the names are made when they are asked for.</remarks>
internal sealed class NamingContext
{
    private readonly NamingContext? _parent;
    private readonly string _step;
    private readonly Kind _kind;

    private NamingContext(NamingContext? parent, Kind kind, string step, string full)
    {
        _parent = parent;
        _kind = kind;
        _step = step;
        Short = kind == Kind.Root ? step : "";
        Full = full;
    }

    private enum Kind
    {
        Root,
        Titled,
        Member,
        Item,
        Branch,
        Suffix,
    }

    /// <summary>The name below the nearest titled type.</summary>
    public string Short
    {
        get => field.Length > 0 ? field : field = _kind switch
        {
            Kind.Titled => _step,
            Kind.Member => CSharpNames.Join(_parent!.Short, CSharpNames.Pascal(_step)),
            Kind.Item => CSharpNames.Singular(_parent!.Short),
            _ => _parent!.Short + _step,
        };
        private init;
    }

    /// <summary>The name below the root, unique by construction.</summary>
    public string Full
    {
        get => field.Length > 0 ? field : field = _kind switch
        {
            Kind.Titled => _parent!.Full,
            Kind.Member => _parent!.Full + CSharpNames.Pascal(_step),
            Kind.Item => CSharpNames.Singular(_parent!.Full),
            _ => _parent!.Full + _step,
        };
        private init;
    }

    /// <summary>The name of the last step alone, where that is a member's or one of several; otherwise empty.</summary>
    public string Own => _kind switch
    {
        Kind.Titled => _parent!.Own,
        Kind.Member => CSharpNames.Pascal(_step),
        Kind.Item when _parent!.Own is { Length: > 0 } own => CSharpNames.Singular(own),
        _ => "",
    };

    public static NamingContext Root(string name, string full) => new(null, Kind.Root, name, full);

    /// <summary>A member of the schema.</summary>
    public NamingContext Member(string wireName) => new(this, Kind.Member, wireName, "");

    /// <summary>One of several.</summary>
    public NamingContext Item() => new(this, Kind.Item, "", "");

    /// <summary>One of the alternatives.</summary>
    public NamingContext Branch(int index) => new(this, Kind.Branch, "Option" + (index + 1).ToString(System.Globalization.CultureInfo.InvariantCulture), "");

    /// <summary>A part of an operation, such as its request.</summary>
    public NamingContext Part(string suffix) => new(this, Kind.Suffix, suffix, "");

    /// <summary>The same place, whose schema has a name of its own.</summary>
    public NamingContext Titled(string? title) => title is null ? this : new(this, Kind.Titled, title, "");
}
