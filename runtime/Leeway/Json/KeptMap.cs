namespace Leeway.Json;

/// <summary>A map whose items alone cannot reproduce its JSON: some values have another shape, or had another format.</summary>
internal sealed class KeptMap<T> : JsonMap<T>
{
    private KeptMap(KeyValuePair<string, T>[] items, KeptElements kept)
        : base(items)
    {
        Kept = kept;
    }

    public KeptElements Kept { get; }

    /// <summary>Creates a map of members in the order in which they were read. If names are equal, the last one counts.</summary>
    public static KeptMap<T> Create(ReadOnlySpan<KeyValuePair<string, T>> items, KeptElements kept)
    {
        var last = new Dictionary<string, int>(items.Length + kept.Count, StringComparer.Ordinal);
        int arrived = 0;
        int next = 0;
        for (int i = 0; i < kept.Count; i++)
        {
            while (next < kept[i].Index)
            {
                last[items[next++].Key] = arrived++;
            }

            last[kept[i].Name!] = arrived++;
            next += kept[i].IsOdd ? 0 : 1;
        }

        while (next < items.Length)
        {
            last[items[next++].Key] = arrived++;
        }

        return arrived == last.Count ? new KeptMap<T>(items.ToArray(), kept) : RemoveEarlier(items, kept, last);
    }

    private static KeptMap<T> RemoveEarlier(ReadOnlySpan<KeyValuePair<string, T>> items, KeptElements kept, Dictionary<string, int> last)
    {
        var lastItems = new List<KeyValuePair<string, T>>(items.Length);
        var lastKept = new KeptElements();
        int arrived = 0;
        int next = 0;
        for (int i = 0; i < kept.Count; i++)
        {
            while (next < kept[i].Index)
            {
                Take(items[next++]);
            }

            KeptElements.Entry entry = kept[i];
            if (last[entry.Name!] == arrived)
            {
                lastKept.Add(lastItems.Count, entry.IsOdd, entry.Name, kept.GetJson(i));
            }

            if (entry.IsOdd)
            {
                arrived++;
            }
            else
            {
                Take(items[next++]);
            }
        }

        while (next < items.Length)
        {
            Take(items[next++]);
        }

        return new KeptMap<T>([.. lastItems], lastKept);

        void Take(KeyValuePair<string, T> item)
        {
            if (last[item.Key] == arrived++)
            {
                lastItems.Add(item);
            }
        }
    }
}
