using System;
using System.Collections.Generic;
using System.Linq;

namespace Leeway.Generator.Shaping;

/// <summary>Finds the intended name for a misspelled one.</summary>
internal static class Spelling
{
    /// <summary>Longer names are not compared, because the cost grows with the product of the lengths.</summary>
    private const int MaxNameLength = 100;

    /// <summary>Finds the most similar known name. Returns null if no name is similar.</summary>
    public static string? FindNearest(string name, IEnumerable<string> known)
    {
        if (name.Length > MaxNameLength)
        {
            return null;
        }

        (string Name, int Distance) best = known
            .Where(static k => k.Length is > 0 and <= MaxNameLength)
            .Distinct(StringComparer.Ordinal)
            .Select(k => (Name: k, Distance: ComputeDistance(name.ToLowerInvariant(), k.ToLowerInvariant())))
            .OrderBy(static k => k.Distance)
            .ThenBy(static k => k.Name, StringComparer.Ordinal)
            .FirstOrDefault();
        return best.Name is not null && best.Distance <= Math.Max(2, name.Length / 3) ? best.Name : null;
    }

    /// <summary>Computes the Levenshtein distance.</summary>
    private static int ComputeDistance(string a, string b)
    {
        int[] row = [.. Enumerable.Range(0, b.Length + 1)];
        for (int i = 1; i <= a.Length; i++)
        {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.Length; j++)
            {
                int cost = a[i - 1] == b[j - 1] ? diagonal : diagonal + 1;
                diagonal = row[j];
                row[j] = Math.Min(cost, Math.Min(row[j], row[j - 1]) + 1);
            }
        }

        return row[b.Length];
    }
}
