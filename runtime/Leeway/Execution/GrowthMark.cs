namespace Leeway.Grants;

/// <summary>
/// Tells when a collection has doubled since it was last tidied, so that tidying costs each addition the same however many
/// there are, and needs no timer.
/// </summary>
/// <param name="least">Below this it is never worth it.</param>
internal sealed class GrowthMark(int least)
{
    private int _count;
    private int _next;
    private int _isTidying;

    /// <summary>Something was added.</summary>
    /// <returns>Whether the caller is to tidy, and to say so with <see cref="Tidied"/> when it has.</returns>
    public bool Add() =>
        Interlocked.Increment(ref _count) >= Math.Max(least, Volatile.Read(ref _next)) && Interlocked.Exchange(ref _isTidying, 1) == 0;

    /// <summary>Something was removed.</summary>
    public void Remove() => Interlocked.Decrement(ref _count);

    /// <summary>What could be removed is.</summary>
    public void Tidied()
    {
        Volatile.Write(ref _next, Volatile.Read(ref _count) * 2);
        Volatile.Write(ref _isTidying, 0);
    }
}
