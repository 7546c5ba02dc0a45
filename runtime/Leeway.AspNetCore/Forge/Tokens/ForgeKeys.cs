using Microsoft.IdentityModel.Tokens;

namespace Leeway.AspNetCore.Forge.Tokens;

/// <summary>The published keys of Atlassian's commercial cloud and of isolated clouds.</summary>
/// <remarks>
/// The label that selects an isolated cloud comes from a token that is not verified yet. Anyone can therefore make this class fetch keys of
/// labels that do not exist: the number of labels that are kept is bounded, labels of verified tokens stay longest, and unknown labels are
/// fetched at a bounded rate, unless the application lists the labels that it accepts.
/// </remarks>
internal sealed class ForgeKeys(Func<Uri, ForgeKeySet> createSet, bool hasKnownLabels, TimeProvider time)
{
    private const int MaxLabels = 32;

    private const int MaxNewLabelsPerPeriod = 8;

    private static readonly TimeSpan s_period = TimeSpan.FromMinutes(1);

    private readonly Lock _lock = new();

    // The commercial cloud has the empty label, which no isolated cloud can have.
    private readonly Dictionary<string, Entry> _entries = new(StringComparer.Ordinal);

    private long _clock;
    private long _periodStart;
    private int _newLabels;

    /// <returns>The key; <see langword="null"/> if it is not published.</returns>
    /// <exception cref="ForgeKeysUnavailableException">The keys cannot be fetched.</exception>
    public Task<RsaSecurityKey?> FindAsync(string? label, Uri address, string keyId, CancellationToken cancellationToken) =>
        GetSet(label ?? "", address).FindAsync(keyId, cancellationToken);

    /// <summary>Notes that a token of a label was verified, so that its keys stay.</summary>
    public void NoteVerified(string? label)
    {
        lock (_lock)
        {
            if (_entries.TryGetValue(label ?? "", out Entry? entry))
            {
                entry.VerifiedAt = ++_clock;
            }
        }
    }

    private ForgeKeySet GetSet(string label, Uri address)
    {
        lock (_lock)
        {
            if (_entries.TryGetValue(label, out Entry? entry))
            {
                return entry.Keys;
            }

            if (label.Length > 0 && !hasKnownLabels)
            {
                CountNewLabel_NeedsLock(label);
            }

            entry = new Entry(createSet(address), ++_clock);
            _entries.Add(label, entry);
            return entry.Keys;
        }
    }

    private void CountNewLabel_NeedsLock(string label)
    {
        if (_newLabels == 0 || time.GetElapsedTime(_periodStart) >= s_period)
        {
            _periodStart = time.GetTimestamp();
            _newLabels = 0;
        }

        if (_newLabels == MaxNewLabelsPerPeriod)
        {
            throw new ForgeKeysUnavailableException(
                $"The keys of the isolated cloud '{label}' are not fetched, because keys of {MaxNewLabelsPerPeriod} other clouds were requested in the last {s_period.TotalSeconds:0} seconds. To fetch them always, list the labels in ForgeRemoteOptions.IsolatedCloudLabels.");
        }

        _newLabels++;
        if (_entries.Count >= MaxLabels)
        {
            _entries.Remove(FindOldest_NeedsLock());
        }
    }

    private string FindOldest_NeedsLock()
    {
        string oldest = "";
        (long VerifiedAt, long CreatedAt) least = (long.MaxValue, long.MaxValue);
        foreach ((string label, Entry entry) in _entries)
        {
            if (label.Length > 0 && (entry.VerifiedAt, entry.CreatedAt).CompareTo(least) < 0)
            {
                oldest = label;
                least = (entry.VerifiedAt, entry.CreatedAt);
            }
        }

        return oldest;
    }

    private sealed class Entry(ForgeKeySet keys, long createdAt)
    {
        public ForgeKeySet Keys => keys;

        public long CreatedAt => createdAt;

        public long VerifiedAt { get; set; }
    }
}
