using System.Collections.ObjectModel;

namespace Leeway.Json;

/// <summary>A list whose items alone cannot reproduce its JSON: some elements have no value, or had another format.</summary>
/// <param name="items">The elements that have a value.</param>
/// <param name="kept">The JSON of elements that have no value, or had another format.</param>
internal sealed class KeptList<T>(T[] items, KeptElements kept) : ReadOnlyCollection<T>(items)
{
    public ReadOnlySpan<T> Span => items;

    public KeptElements Kept => kept;

    /// <summary>Counts the elements that a list had when it was read, including those without a value. Servers count these.</summary>
    public static int CountElements(IReadOnlyList<T> list) => list is KeptList<T> read ? read.Count + read.Kept.OddCount : list.Count;
}
