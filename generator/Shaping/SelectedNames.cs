using System;
using System.Collections.Generic;
using System.Linq;

namespace Leeway.Generator.Shaping;

/// <summary>Finds the names of a document that the names in a project mean.</summary>
internal static class SelectedNames
{
    private const string Suffix = "Async";

    /// <summary>
    /// The names that a project's name means: the one that is spelled exactly so; else those that differ in case alone, or that have
    /// or lack <c>Async</c> at the end. More than one is for the caller to refuse.
    /// </summary>
    /// <param name="name">What the project names.</param>
    /// <param name="known">The document's names, each with the C# name that was made of it.</param>
    public static List<string> Find(string name, IReadOnlyCollection<(string Name, string CSharpName)> known)
    {
        List<string> exact = Distinct(known.Where(k => k.Name == name));
        if (exact.Count == 0)
        {
            exact = Distinct(known.Where(k => k.CSharpName == name));
        }

        string stem = Stem(name);
        return exact.Count > 0 ? exact : Distinct(known.Where(k => IsAlike(k.Name) || IsAlike(k.CSharpName)));

        bool IsAlike(string other) => Stem(other).Equals(stem, StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>The name without <c>Async</c> at its end.</summary>
    public static string Stem(string name) =>
        name.Length > Suffix.Length && name.EndsWith(Suffix, StringComparison.OrdinalIgnoreCase) ? name.Substring(0, name.Length - Suffix.Length) : name;

    private static List<string> Distinct(IEnumerable<(string Name, string CSharpName)> known) =>
        [.. known.Select(static k => k.Name).Distinct(StringComparer.Ordinal).OrderBy(static n => n, StringComparer.Ordinal)];
}
