using System;
using System.Collections.Generic;
using System.Linq;

namespace Leeway.Generator.Shaping;

/// <summary>Names the types of a product. The names depend only on the document, not on the selected operations.</summary>
internal static class TypeNaming
{
    /// <param name="product">The prefix for names of types that every project imports.</param>
    /// <param name="components">The types of components.</param>
    /// <param name="inline">The other types that operations use.</param>
    /// <param name="reserved">The names of other generated types.</param>
    /// <returns>The names in the document that cannot be used.</returns>
    public static List<UnusableName> Assign(
        string product, IReadOnlyCollection<TypeNode> components, IReadOnlyCollection<TypeNode> inline, IEnumerable<string> reserved)
    {
        var taken = new HashSet<string>(reserved, StringComparer.OrdinalIgnoreCase);
        List<UnusableName> unusable = AssignGiven(product, components, inline, taken);
        List<TypeNode> unnamed = [.. components.Where(static n => n.Name.Length == 0)];
        Dictionary<string, string> names = CSharpNames.MakeUnique(
            unnamed.Select(n => (n.Component!, CreateName(product, n))),
            taken.Contains,
            suffix: "Model",
            StringComparer.OrdinalIgnoreCase);
        foreach (TypeNode node in unnamed)
        {
            node.Name = names[node.Component!];
            taken.Add(node.Name);
        }

        AssignClaims(product, [.. inline.Where(static n => n.Name.Length == 0).OrderBy(static n => n.Claims.Min)], taken);
        return unusable;
    }

    /// <summary>Assigns the names that the document gives.</summary>
    private static List<UnusableName> AssignGiven(
        string product, IReadOnlyCollection<TypeNode> components, IReadOnlyCollection<TypeNode> inline, HashSet<string> taken)
    {
        var unusable = new List<UnusableName>();
        HashSet<string> others = new(components.Where(static n => n.GivenName is null).Select(n => CreateName(product, n)), StringComparer.OrdinalIgnoreCase);
        foreach (IGrouping<string, TypeNode> claim in components
            .Concat(inline)
            .Where(static n => n.GivenName is not null)
            .GroupBy(static n => n.GivenName!, StringComparer.OrdinalIgnoreCase)
            .OrderBy(static g => g.Key, StringComparer.OrdinalIgnoreCase)
            .ToList())
        {
            foreach (TypeNode node in claim)
            {
                string name = node.GivenName!;
                string? fault = claim.Count() > 1 || others.Contains(name) ? "another schema has the name"
                    : taken.Contains(name) ? "another generated type has the name"
                    : ReservedNames.IsImportedType(name) ? "every project imports a type with the name"
                    : ReservedNames.IsMemberOf(node.Kind, name) ? "the type has a member with the name"
                    : null;
                if (fault is null)
                {
                    node.Name = name;
                }
                else
                {
                    unusable.Add(new UnusableName(name, "the schema '" + (node.Component ?? node.Claims.Max.Name) + "'", fault));
                }
            }
        }

        taken.UnionWith(components.Concat(inline).Select(static n => n.Name).Where(static n => n.Length > 0));
        return unusable;
    }

    /// <summary>Names the types of inline schemas after their places.</summary>
    private static void AssignClaims(string product, List<TypeNode> waiting, HashSet<string> taken)
    {
        for (int rank = NameRank.Title; rank <= NameRank.Full && waiting.Count > 0; rank++)
        {
            // If two types claim the same name at one rank, neither gets it. Both try the next rank, which has more specific names.
            foreach (IGrouping<string, (TypeNode Node, string Name)> claim in waiting
                .Select(n => (Node: n, Name: FindClaim(n, rank)))
                .Where(static c => c.Name is not null)
                .Select(c => (c.Node, Name: AddPrefix(product, c.Node.Kind, c.Name!)))
                .GroupBy(static c => c.Name, StringComparer.OrdinalIgnoreCase)
                .ToList())
            {
                if (claim.Count() == 1 && taken.Add(claim.Key))
                {
                    claim.First().Node.Name = claim.Key;
                }
            }

            waiting.RemoveAll(static n => n.Name.Length > 0);
        }

        foreach (TypeNode node in waiting)
        {
            string name = AddPrefix(product, node.Kind, FindClaim(node, NameRank.Full)!);
            int number = 2;
            while (!taken.Add(name + number.ToString(System.Globalization.CultureInfo.InvariantCulture)))
            {
                number++;
            }

            node.Name = name + number.ToString(System.Globalization.CultureInfo.InvariantCulture);
        }
    }

    private static string? FindClaim(TypeNode node, int rank)
    {
        List<string> names = [.. node.Claims.Where(c => c.Rank == rank).Select(static c => c.Name)];
        if (rank == NameRank.Own && (node.Places < 2 || names.Count != 1 || names[0].Skip(1).All(static c => !char.IsUpper(c))))
        {
            // The name of a member becomes the name of a type only if all places use that name and it consists of several words.
            return null;
        }

        return names.FirstOrDefault();
    }

    private static string CreateName(string product, TypeNode component) => AddPrefix(product, component.Kind, CSharpNames.ToPascalCase(component.Component!));

    private static string AddPrefix(string product, TypeKind kind, string name) =>
        ReservedNames.IsImportedType(name) || ReservedNames.IsMemberOf(kind, name) ? product + name : name;
}
