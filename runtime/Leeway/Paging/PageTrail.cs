namespace Leeway.Paging;

/// <summary>Detects hashes that repeat, with bounded memory for lists of any length.</summary>
/// <remarks>
/// The latest hashes are all kept, so that a short cycle is detected at its first repetition. A longer cycle is detected by Brent's
/// algorithm: one hash is kept for twice as many steps each time, until the cycle returns to it.
/// </remarks>
internal sealed class PageTrail
{
    private const int MaxLatest = 1_024;

    private readonly HashSet<UInt128> _latest = [];
    private readonly Queue<UInt128> _order = new();
    private UInt128? _kept;
    private long _steps;
    private long _interval = 1;

    /// <summary>Adds a hash. Returns false if it was added before.</summary>
    public bool TryAdd(UInt128 mark)
    {
        if (mark == _kept || !_latest.Add(mark))
        {
            return false;
        }

        _order.Enqueue(mark);
        if (_order.Count > MaxLatest)
        {
            _latest.Remove(_order.Dequeue());
        }

        if (++_steps == _interval)
        {
            _kept = mark;
            _steps = 0;
            _interval *= 2;
        }

        return true;
    }
}
