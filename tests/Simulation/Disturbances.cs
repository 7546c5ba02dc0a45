namespace Leeway.Simulation;

/// <summary>
/// Records which nodes could not work at which times, and which nodes knew of which spent token. This shows whether any process could have
/// saved a grant.
/// </summary>
internal sealed class Disturbances(World world, int nodes)
{
    // The maximum time that an undisturbed process needs: the pause between two attempts (39 s), the lease of another process (30 s), an
    // exchange in progress (20 s) and some operations of the store, twice.
    private static readonly long s_enough = TimeSpan.FromSeconds(180).Ticks;

    // A process that does not know of a spend finds it when it is older than a lease (30 s), with small clock differences (10 s), at the
    // next check of the keep-alive service (75 s).
    private static readonly long s_enoughToFindOut = s_enough + TimeSpan.FromSeconds(115).Ticks;

    private readonly List<(long From, long Until, bool IsNetwork)>[] _disturbed =
        [.. Enumerable.Range(0, nodes + 1).Select(static _ => new List<(long, long, bool)>())];
    private readonly Dictionary<string, List<Knowledge>> _knowledge = new(StringComparer.Ordinal);

    /// <summary>The time when a wall clock last jumped; -1 if none did.</summary>
    public long ClockMovedAt { get; private set; } = -1;

    public void ClockMoved() => ClockMovedAt = world.Now;

    /// <summary>Returns the time until which a node was last disturbed since a time, except on the way to the token endpoint; -1 if it was
    /// not.</summary>
    public long LastDisturbed(Node node, long since)
    {
        long last = -1;
        foreach ((_, long until, bool isNetwork) in _disturbed[node.Number])
        {
            last = !isNetwork && until >= since && until > last ? until : last;
        }

        return last;
    }

    public void Add(Node node, long from, long until, bool isNetwork = false) => _disturbed[node.Number].Add((from, until, isNetwork));

    /// <summary>Whether a node has not been disturbed since a time, except on the way to the token endpoint.</summary>
    public bool IsUndisturbed(Node node, long since) =>
        !_disturbed[node.Number].Exists(disturbed => !disturbed.IsNetwork && disturbed.Until >= since);

    /// <summary>Records that a node learned that a token is or may be spent.</summary>
    public void Learn(Node node, string token)
    {
        if (!_knowledge.TryGetValue(token, out List<Knowledge>? known))
        {
            _knowledge[token] = known = [];
        }

        foreach (Knowledge entry in known)
        {
            if (entry.Node == node && entry.Until == long.MaxValue)
            {
                return;
            }
        }

        known.Add(new Knowledge(node, world.Now));
    }

    /// <summary>Records that the successor of a spent token was stored, so that no node needs to recover it.</summary>
    public void Settle(string token) => _knowledge.Remove(token);

    /// <summary>Records that a node crashed and lost its knowledge.</summary>
    public void Forget(Node node)
    {
        foreach (List<Knowledge> known in _knowledge.Values)
        {
            foreach (Knowledge entry in known)
            {
                if (entry.Node == node && entry.Until == long.MaxValue)
                {
                    entry.Until = world.Now;
                }
            }
        }
    }

    /// <summary>Whether some process was undisturbed for long enough to recover a spent token.</summary>
    /// <param name="token">The token.</param>
    /// <param name="from">The time when the token was spent.</param>
    /// <param name="until">The time until which the token could be sent again.</param>
    public bool CouldAnybodyHelp(string token, long from, long until)
    {
        for (int number = 1; number < _disturbed.Length; number++)
        {
            if (IsUndisturbedFor(number, from, until, s_enoughToFindOut))
            {
                return true;
            }
        }

        return _knowledge.TryGetValue(token, out List<Knowledge>? known)
            && known.Exists(entry => IsUndisturbedFor(entry.Node.Number, Math.Max(from, entry.Since), Math.Min(until, entry.Until), s_enough));
    }

    private bool IsUndisturbedFor(int number, long start, long end, long enough)
    {
        foreach ((long disturbedFrom, long disturbedUntil, _) in _disturbed[number])
        {
            if (disturbedUntil <= start)
            {
                continue;
            }

            if (disturbedFrom - start >= enough)
            {
                break;
            }

            start = Math.Max(start, disturbedUntil);
        }

        return end - start >= enough;
    }

    private sealed class Knowledge(Node node, long since)
    {
        public Node Node => node;

        public long Since => since;

        public long Until { get; set; } = long.MaxValue;
    }
}
