using System.Collections;
using System.Diagnostics.CodeAnalysis;

namespace Leeway.Json;

/// <summary>An object whose member names are data, in their order. If names are equal, the last one wins.</summary>
internal class JsonMap<T> : IReadOnlyDictionary<string, T>
{
    /// <summary>Up to this number of items, comparing names one by one is as fast as hashing and needs no memory.</summary>
    private const int MaxUnindexed = 8;

    private readonly KeyValuePair<string, T>[] _items;
    private readonly Dictionary<string, int>? _index;

    public JsonMap(KeyValuePair<string, T>[] items)
    {
        _items = items;
        _index = items.Length > MaxUnindexed ? new Dictionary<string, int>(items.Length, StringComparer.Ordinal) : null;
        int count = 0;
        foreach (KeyValuePair<string, T> item in items)
        {
            int earlier = _index is null ? Find(item.Key, count) : _index.GetValueOrDefault(item.Key, -1);
            if (earlier >= 0)
            {
                items[earlier] = item;
            }
            else
            {
                items[count] = item;
                _index?.Add(item.Key, count);
                count++;
            }
        }

        if (count < items.Length)
        {
            Array.Resize(ref _items, count);
        }
    }

    public int Count => _items.Length;

    public ReadOnlySpan<KeyValuePair<string, T>> Items => _items;

    public IEnumerable<string> Keys
    {
        get
        {
            foreach (KeyValuePair<string, T> item in _items)
            {
                yield return item.Key;
            }
        }
    }

    public IEnumerable<T> Values
    {
        get
        {
            foreach (KeyValuePair<string, T> item in _items)
            {
                yield return item.Value;
            }
        }
    }

    public T this[string key] => TryGetValue(key, out T? value) ? value : throw new KeyNotFoundException();

    public bool ContainsKey(string key) => TryGetValue(key, out _);

    public bool TryGetValue(string key, [MaybeNullWhen(false)] out T value)
    {
        ArgumentNullException.ThrowIfNull(key);
        int found = _index is null ? Find(key, _items.Length) : _index.GetValueOrDefault(key, -1);
        value = found < 0 ? default : _items[found].Value;
        return found >= 0;
    }

    public IEnumerator<KeyValuePair<string, T>> GetEnumerator() => ((IEnumerable<KeyValuePair<string, T>>)_items).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private int Find(string key, int count)
    {
        for (int i = 0; i < count; i++)
        {
            if (string.Equals(_items[i].Key, key, StringComparison.Ordinal))
            {
                return i;
            }
        }

        return -1;
    }
}
