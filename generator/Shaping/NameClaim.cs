using System;

namespace Leeway.Generator.Shaping;

/// <summary>A possible name for an inline schema, from one of the places that use it.</summary>
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

/// <summary>The order in which names for an inline schema are tried.</summary>
internal static class NameRank
{
    public const int Title = 0;
    public const int Own = 1;
    public const int Short = 2;
    public const int Full = 3;
}
