namespace Leeway.Paging;

/// <summary>Recognises marks that come again, in bounded memory however long the list is.</summary>
/// <remarks>
/// The latest marks are all kept, so that a short cycle is noticed at its first repetition. A longer cycle is noticed by Brent's
/// algorithm: one mark is kept for twice as many steps each time, until the cycle returns to it.
/// </remarks>
internal sealed class PageTrail
{
    private const int Kept = 1_024;

    private readonly HashSet<UInt128> _latest = [];
    private readonly Queue<UInt128> _order = new();
    private UInt128? _kept;
    private long _steps;
    private long _interval = 1;

    /// <summary>Adds a mark; false where it was there before.</summary>
    public bool TryAdd(UInt128 mark)
    {
        if (mark == _kept || !_latest.Add(mark))
        {
            return false;
        }

        _order.Enqueue(mark);
        if (_order.Count > Kept)
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
