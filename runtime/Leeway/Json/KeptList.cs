using System.Collections.ObjectModel;

namespace Leeway.Json;

/// <summary>A list that was read and cannot produce its JSON from its items alone: some elements have no value, or stood in another form.</summary>
/// <param name="items">The elements that have a value.</param>
/// <param name="kept">The JSON of those that have none, or stood in another form.</param>
internal sealed class KeptList<T>(T[] items, KeptElements kept) : ReadOnlyCollection<T>(items)
{
    public ReadOnlySpan<T> Span => items;

    public KeptElements Kept => kept;

    /// <summary>How many elements a list had when it was read, those without a value among them. Servers count these.</summary>
    public static int CountElements(IReadOnlyList<T> list) => list is KeptList<T> read ? read.Count + read.Kept.OddCount : list.Count;
}
