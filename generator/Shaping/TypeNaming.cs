using System;
using System.Collections.Generic;
using System.Linq;

namespace Leeway.Generator.Shaping;

/// <summary>Names the types of a product. The names depend on the document alone, never on what is selected of it.</summary>
internal static class TypeNaming
{
    /// <param name="product">Stands before a name that every project imports already.</param>
    /// <param name="components">The types that the document names.</param>
    /// <param name="inline">The other types that its operations reach.</param>
    /// <param name="reserved">Names that other generated types have.</param>
    public static void Assign(string product, IReadOnlyCollection<TypeNode> components, IReadOnlyCollection<TypeNode> inline, IEnumerable<string> reserved)
    {
        var taken = new HashSet<string>(reserved, StringComparer.OrdinalIgnoreCase);
        Dictionary<string, string> names = CSharpNames.Distinct(
            components.Select(n => (n.Component!, Usable(product, n.Kind, CSharpNames.Pascal(n.Component!)))),
            taken.Contains,
            suffix: "Model",
            StringComparer.OrdinalIgnoreCase);
        foreach (TypeNode node in components)
        {
            node.Name = names[node.Component!];
            taken.Add(node.Name);
        }

        List<TypeNode> waiting = [.. inline.OrderBy(static n => n.Claims.Min)];
        for (int rank = NameRank.Title; rank <= NameRank.Full && waiting.Count > 0; rank++)
        {
            // A name that two types want at the same rank is given to neither: both go on to a more telling one.
            foreach (IGrouping<string, (TypeNode Node, string Name)> claim in waiting
                .Select(n => (Node: n, Name: Claim(n, rank)))
                .Where(static c => c.Name is not null)
                .Select(c => (c.Node, Name: Usable(product, c.Node.Kind, c.Name!)))
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
            string name = Usable(product, node.Kind, Claim(node, NameRank.Full)!);
            int number = 2;
            while (!taken.Add(name + number.ToString(System.Globalization.CultureInfo.InvariantCulture)))
            {
                number++;
            }

            node.Name = name + number.ToString(System.Globalization.CultureInfo.InvariantCulture);
        }
    }

    private static string? Claim(TypeNode node, int rank)
    {
        List<string> names = [.. node.Claims.Where(c => c.Rank == rank).Select(static c => c.Name)];
        if (rank == NameRank.Own && (node.Places < 2 || names.Count != 1 || names[0].Skip(1).All(static c => !char.IsUpper(c))))
        {
            // A member's name alone names a type only if all its places agree on it and it says enough.
            return null;
        }

        return names.FirstOrDefault();
    }

    private static string Usable(string product, TypeKind kind, string name) =>
        ReservedNames.IsImportedType(name) || ReservedNames.IsMemberOf(kind, name) ? product + name : name;
}
