namespace Leeway.Grants;

/// <summary>
/// Detects that a collection has doubled since its last cleanup, so that the amortized cost of cleanup per addition is constant and
/// no timer is needed.
/// </summary>
/// <param name="min">The size below which no cleanup takes place.</param>
internal sealed class GrowthMark(int min)
{
    private int _count;
    private int _next;
    private int _isCleaning;

    /// <summary>Notes that an item was added.</summary>
    /// <returns>Whether the caller must clean up, and call <see cref="EndCleanup"/> afterwards.</returns>
    public bool Add() =>
        Interlocked.Increment(ref _count) >= Math.Max(min, Volatile.Read(ref _next)) && Interlocked.Exchange(ref _isCleaning, 1) == 0;

    /// <summary>Notes that an item was removed.</summary>
    public void Remove() => Interlocked.Decrement(ref _count);

    /// <summary>Notes that a cleanup has ended.</summary>
    public void EndCleanup()
    {
        Volatile.Write(ref _next, Volatile.Read(ref _count) * 2);
        Volatile.Write(ref _isCleaning, 0);
    }
}
