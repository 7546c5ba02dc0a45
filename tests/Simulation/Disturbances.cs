namespace Leeway.Simulation;

/// <summary>
/// Who was kept from working when, and who knew of which spent token when: from this follows whether anybody could have saved
/// a grant.
/// </summary>
internal sealed class Disturbances(World world, int nodes)
{
    // What a process that nothing disturbs needs at most: the end of a pause between two attempts (39 s), a lease that somebody
    // left behind (30 s), an exchange already under way (20 s) and a few operations of the store, twice over.
    private static readonly long s_enough = TimeSpan.FromSeconds(180).Ticks;

    // Whoever does not know of a spend finds it when it is older than a lease (30 s), clocks differing a little (10 s), and the
    // keep-alive looks (75 s).
    private static readonly long s_enoughToFindOut = s_enough + TimeSpan.FromSeconds(115).Ticks;

    private readonly List<(long From, long Until, bool IsNetwork)>[] _disturbed =
        [.. Enumerable.Range(0, nodes + 1).Select(static _ => new List<(long, long, bool)>())];
    private readonly Dictionary<string, List<Knowledge>> _knowledge = new(StringComparer.Ordinal);

    /// <summary>When a wall clock last moved; -1 if none did.</summary>
    public long ClockMovedAt { get; private set; } = -1;

    public void ClockMoved() => ClockMovedAt = world.Now;

    /// <summary>When a node was last kept from working, except for the way to the token endpoint; -1 if it was not since a moment.</summary>
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

    /// <summary>Whether a node was left in peace since a moment, except for the way to the token endpoint.</summary>
    public bool IsUndisturbed(Node node, long since) =>
        !_disturbed[node.Number].Exists(disturbed => !disturbed.IsNetwork && disturbed.Until >= since);

    /// <summary>A node learns that a token is, or may be, spent.</summary>
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

    /// <summary>A spent token has been answered and its successor stored: the question is closed for all.</summary>
    public void Settle(string token) => _knowledge.Remove(token);

    /// <summary>A crashed node knows nothing any more.</summary>
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

    /// <summary>Whether some process was left in peace for long enough to bring a spent token to its end.</summary>
    /// <param name="token">The token.</param>
    /// <param name="from">When it was spent.</param>
    /// <param name="until">Until when it could be sent again.</param>
    public bool CouldAnybodyHelp(string token, long from, long until)
    {
        for (int number = 1; number < _disturbed.Length; number++)
        {
            if (IsLeftInPeace(number, from, until, s_enoughToFindOut))
            {
                return true;
            }
        }

        return _knowledge.TryGetValue(token, out List<Knowledge>? known)
            && known.Exists(entry => IsLeftInPeace(entry.Node.Number, Math.Max(from, entry.Since), Math.Min(until, entry.Until), s_enough));
    }

    private bool IsLeftInPeace(int number, long start, long end, long enough)
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
