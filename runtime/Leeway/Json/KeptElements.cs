namespace Leeway.Json;

/// <summary>
/// The JSON of elements of a list, or members of a map, that their values alone cannot reproduce, in the order in which they were read.
/// </summary>
/// <remarks>All JSON is in one buffer, so that a list with only such elements needs little more memory than its text.</remarks>
internal sealed class KeptElements
{
    private Entry[] _entries = new Entry[2];
    private byte[] _json = [];
    private int _length;

    /// <summary>The number of kept elements.</summary>
    public int Count { get; private set; }

    /// <summary>The number of kept elements without a value.</summary>
    public int OddCount { get; private set; }

    /// <summary>
    /// Returns an element. <see cref="Entry.Index"/> is the index of its item, or of the item after it if it has no value.
    /// </summary>
    public ref readonly Entry this[int number] => ref _entries[number];

    /// <summary>Returns the JSON of an element.</summary>
    public ReadOnlySpan<byte> GetJson(int number)
    {
        int start = number == 0 ? 0 : _entries[number - 1].End;
        return _json.AsSpan(start, _entries[number].End - start);
    }

    /// <summary>Keeps a copy of the JSON of an element.</summary>
    /// <param name="index">The number of items before it.</param>
    /// <param name="isOdd">Whether it has no value, and so is not an item.</param>
    /// <param name="name">The name of a map's member; null for an element of a list.</param>
    /// <param name="json">The JSON.</param>
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
    /// <param name="IsOdd">Whether it has no value, and so is not an item.</param>
    /// <param name="Name">The name of a map's member; null for an element of a list.</param>
    /// <param name="End">The index at which its JSON ends.</param>
    internal readonly record struct Entry(int Index, bool IsOdd, string? Name, int End);
}
