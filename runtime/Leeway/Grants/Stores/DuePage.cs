namespace Leeway.Grants;

/// <summary>Selects one page of due grants in a store without an index.</summary>
internal sealed class DuePage(GrantsDue due)
{
    private static readonly Comparer<DueGrant> s_order = Comparer<DueGrant>.Create(static (left, right) =>
    {
        int bySince = left.Since.CompareTo(right.Since);
        return bySince != 0 ? bySince : string.CompareOrdinal(left.Id.Value, right.Id.Value);
    });

    // The last grant of the page is on top, so that it can be replaced by one that precedes it.
    private readonly PriorityQueue<DueGrant, DueGrant> _page = new(Comparer<DueGrant>.Create(static (left, right) => s_order.Compare(right, left)));

    /// <summary>Adds a grant to the page if it belongs there.</summary>
    public void Offer(GrantMetadata grant)
    {
        if (grant.FindDueTime(due.Reason) is not { } since || since >= due.Before)
        {
            return;
        }

        DueGrant entry = new() { Id = grant.Id, Since = since };
        if (due.After is { } after && s_order.Compare(entry, after) <= 0)
        {
            return;
        }

        if (_page.Count < due.Limit)
        {
            _page.Enqueue(entry, entry);
        }
        else
        {
            _page.EnqueueDequeue(entry, entry);
        }
    }

    /// <summary>Returns the page, in order.</summary>
    public IReadOnlyList<DueGrant> ToList()
    {
        DueGrant[] page = new DueGrant[_page.Count];
        for (int i = page.Length - 1; i >= 0; i--)
        {
            page[i] = _page.Dequeue();
        }

        return page;
    }
}
