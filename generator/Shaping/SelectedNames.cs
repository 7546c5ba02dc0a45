using System;
using System.Collections.Generic;
using System.Linq;

namespace Leeway.Generator.Shaping;

/// <summary>Finds the names in a document that match a name in a project.</summary>
internal static class SelectedNames
{
    private const string Suffix = "Async";

    /// <summary>
    /// Finds the names that match. An exact match has priority, first with the name in the document, then with the C# name with or without
    /// <c>Async</c>. Otherwise names match if they differ only in case or in <c>Async</c> at the end.
    /// If there are several matches, the caller must report an error.
    /// </summary>
    /// <param name="name">The name in the project.</param>
    /// <param name="known">The names in the document, each with its C# name.</param>
    public static List<string> Find(string name, IReadOnlyCollection<(string Name, string CSharpName)> known)
    {
        List<string> exact = RemoveDuplicates(known.Where(k => k.Name == name));
        string stem = RemoveSuffix(name);
        if (exact.Count == 0)
        {
            exact = RemoveDuplicates(known.Where(k => k.CSharpName == name || RemoveSuffix(k.CSharpName) == stem));
        }

        return exact.Count > 0 ? exact : RemoveDuplicates(known.Where(k => IsAlike(k.Name) || IsAlike(k.CSharpName)));

        bool IsAlike(string other) => RemoveSuffix(other).Equals(stem, StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>Lists the names in the document, and the C# names that differ from them.</summary>
    public static IEnumerable<string> ListSpellings(IReadOnlyCollection<(string Name, string CSharpName)> known) => known
        .SelectMany(static k => RemoveSuffix(k.CSharpName) is var name && name.Equals(k.Name, StringComparison.OrdinalIgnoreCase) ? [k.Name] : (string[])[k.Name, name]);

    /// <summary>Removes <c>Async</c> from the end of a name.</summary>
    public static string RemoveSuffix(string name) =>
        name.Length > Suffix.Length && name.EndsWith(Suffix, StringComparison.OrdinalIgnoreCase) ? name.Substring(0, name.Length - Suffix.Length) : name;

    private static List<string> RemoveDuplicates(IEnumerable<(string Name, string CSharpName)> known) =>
        [.. known.Select(static k => k.Name).Distinct(StringComparer.Ordinal).OrderBy(static n => n, StringComparer.Ordinal)];
}
