namespace Leeway.Json;

/// <summary>
/// The JSON of those elements of a list, or members of a map, that their values alone cannot produce again, in the order of their arrival.
/// </summary>
/// <remarks>All JSON is in one buffer, so that a list of nothing but such elements takes little more memory than its text.</remarks>
internal sealed class KeptElements
{
    private Entry[] _entries = new Entry[2];
    private byte[] _json = [];
    private int _length;

    /// <summary>How many elements are kept.</summary>
    public int Count { get; private set; }

    /// <summary>How many of them have no value.</summary>
    public int OddCount { get; private set; }

    /// <summary>An element: <see cref="Entry.Index"/> tells which item it is, or in front of which item it stood.</summary>
    public ref readonly Entry this[int number] => ref _entries[number];

    /// <summary>The JSON of an element.</summary>
    public ReadOnlySpan<byte> JsonOf(int number)
    {
        int start = number == 0 ? 0 : _entries[number - 1].End;
        return _json.AsSpan(start, _entries[number].End - start);
    }

    /// <summary>Keeps a copy of an element's JSON.</summary>
    /// <param name="index">The number of items before it.</param>
    /// <param name="isOdd">Whether it has no value, and so is no item.</param>
    /// <param name="name">The name of a map's member; null for an element of a list.</param>
    /// <param name="json">Its JSON.</param>
    public void Add(int index, bool isOdd, string? name, ReadOnlySpan<byte> json)
    {
        if (Count == _entries.Length)
        {
            Array.Resize(ref _entries, Count * 2);
        }

        int end = checked(_length + json.Length);
        if (end > _json.Length)
        {
            Array.Resize(ref _json, _length == 0 ? end : (int)Math.Min(Array.MaxLength, Math.Max(end, _length * 2L)));
        }

        json.CopyTo(_json.AsSpan(_length));
        _length = end;
        OddCount += isOdd ? 1 : 0;
        _entries[Count++] = new Entry(index, isOdd, name, end);
    }

    /// <param name="Index">The number of items before the element.</param>
    /// <param name="IsOdd">Whether it has no value, and so is no item.</param>
    /// <param name="Name">The name of a map's member; null for an element of a list.</param>
    /// <param name="End">Where its JSON ends.</param>
    internal readonly record struct Entry(int Index, bool IsOdd, string? Name, int End);
}
