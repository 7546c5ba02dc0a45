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
