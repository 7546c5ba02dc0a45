namespace Leeway.AspNetCore;

/// <summary>
/// Remembers which sign-ins this process has completed, until they expire, so that a copied cookie is not accepted twice. On another node,
/// the code of a copied callback was already used at Atlassian.
/// </summary>
/// <param name="time">The wall clock.</param>
internal sealed class ConsumedAttempts(TimeProvider time)
{
    /// <summary>Limits the memory. If more sign-ins than this are completed in ten minutes, the oldest are not remembered.</summary>
    private const int MaxCount = 100_000;

    private readonly Lock _lock = new();
    private readonly HashSet<string> _names = new(StringComparer.Ordinal);
    private readonly Queue<(string Name, DateTimeOffset ExpiresAt)> _order = new();

    /// <summary>Consumes a sign-in.</summary>
    /// <param name="name">The name of the sign-in.</param>
    /// <param name="expiresAt">When the sign-in expires.</param>
    /// <returns>Whether it was not consumed before.</returns>
    public bool TryConsume(string name, DateTimeOffset expiresAt)
    {
        DateTimeOffset now = time.GetUtcNow();
        lock (_lock)
        {
            while (_order.TryPeek(out (string Name, DateTimeOffset ExpiresAt) oldest) && (oldest.ExpiresAt <= now || _order.Count >= MaxCount))
            {
                _names.Remove(_order.Dequeue().Name);
            }

            if (!_names.Add(name))
            {
                return false;
            }

            _order.Enqueue((name, expiresAt));
            return true;
        }
    }
}
