namespace Leeway.Webhooks;

/// <summary>Keeps deliveries in the memory of the process.</summary>
/// <remarks>
/// When the process ends, deliveries that were accepted and not yet handled are lost, and Atlassian does not send them again. Duplicates are
/// recognised only within the process.
/// </remarks>
/// <param name="time">The time.</param>
/// <param name="maxBytes">The maximum size of the bodies of open deliveries.</param>
/// <param name="maxKnown">
/// The maximum number of deliveries that are remembered. If there are more, the oldest that are not open are forgotten.
/// </param>
public sealed class InMemoryWebhookStore(
    TimeProvider time, long maxBytes = InMemoryWebhookStore.DefaultMaxBytes, int maxKnown = InMemoryWebhookStore.DefaultMaxKnown) : IWebhookStore
{
    /// <summary>The default maximum size of the bodies of open deliveries: 256 MB.</summary>
    public const long DefaultMaxBytes = 256L * 1024 * 1024;

    /// <summary>The default maximum number of deliveries that are remembered.</summary>
    public const int DefaultMaxKnown = 100_000;

    private readonly Lock _lock = new();

    // By key and by fingerprint, which are both digests that differ from each other unless they belong to one delivery.
    private readonly Dictionary<string, Entry> _known = new(StringComparer.Ordinal);
    private readonly PriorityQueue<Entry, DateTimeOffset> _due = new();
    private readonly Queue<Entry> _closed = new();
    private readonly Dictionary<string, int> _open = new(StringComparer.Ordinal);

    private long _bytes;
    private long _claims;

    /// <inheritdoc/>
    public ValueTask<WebhookAdmission> TryAddAsync(WebhookDelivery delivery, int capacity, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(delivery);
        cancellationToken.ThrowIfCancellationRequested();
        return new(TryAdd(new Entry(delivery, time.GetUtcNow()), capacity));
    }

    /// <inheritdoc/>
    public ValueTask<WebhookAdmission> TryAddClaimedAsync(WebhookClaim claim, TimeSpan duration, int capacity, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(claim);
        cancellationToken.ThrowIfCancellationRequested();
        return new(TryAdd(new Entry(claim.Delivery, time.GetUtcNow() + duration) { Owner = claim.Owner, Attempts = claim.Attempt }, capacity));
    }

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<WebhookClaim>> ClaimAsync(string registration, int max, TimeSpan duration, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        List<WebhookClaim> claims = [];
        List<Entry> others = [];
        lock (_lock)
        {
            DateTimeOffset now = time.GetUtcNow();
            while (claims.Count < max && _due.TryPeek(out Entry? entry, out DateTimeOffset dueAt) && dueAt <= now)
            {
                _due.Dequeue();

                // An entry stays in the queue for each time that it was due at.
                if (!entry.IsOpen || entry.DueAt != dueAt)
                {
                    continue;
                }

                if (entry.Delivery.Registration != registration)
                {
                    others.Add(entry);
                    continue;
                }

                entry.Owner = $"{++_claims}";
                entry.DueAt = now + duration;
                entry.Attempts++;
                _due.Enqueue(entry, entry.DueAt);
                claims.Add(new WebhookClaim(entry.Delivery, entry.Owner, entry.Attempts));
            }

            foreach (Entry entry in others)
            {
                _due.Enqueue(entry, entry.DueAt);
            }
        }

        return new(claims);
    }

    /// <inheritdoc/>
    public ValueTask<bool> CompleteAsync(WebhookClaim claim, CancellationToken cancellationToken = default) => new(TryClose(claim));

    /// <inheritdoc/>
    public ValueTask<bool> BuryAsync(WebhookClaim claim, CancellationToken cancellationToken = default) => new(TryClose(claim));

    /// <inheritdoc/>
    public ValueTask<bool> PostponeAsync(WebhookClaim claim, TimeSpan delay, bool isAttempt, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(claim);
        lock (_lock)
        {
            if (FindClaimed_NeedsLock(claim) is not { } entry)
            {
                return new(false);
            }

            entry.Owner = null;
            entry.DueAt = time.GetUtcNow() + delay;
            entry.Attempts -= isAttempt ? 0 : 1;
            _due.Enqueue(entry, entry.DueAt);
            return new(true);
        }
    }

    /// <inheritdoc/>
    public ValueTask<int> CountOpenAsync(string registration, CancellationToken cancellationToken = default)
    {
        lock (_lock)
        {
            return new(_open.GetValueOrDefault(registration));
        }
    }

    /// <inheritdoc/>
    public ValueTask<int> ForgetAsync(string registration, DateTimeOffset before, CancellationToken cancellationToken = default)
    {
        lock (_lock)
        {
            int count = 0;
            for (int i = _closed.Count; i > 0; i--)
            {
                Entry entry = _closed.Dequeue();
                if (entry.Delivery.Registration == registration && entry.Delivery.ReceivedAt < before)
                {
                    Forget_NeedsLock(entry);
                    count++;
                }
                else
                {
                    _closed.Enqueue(entry);
                }
            }

            return new(count);
        }
    }

    private WebhookAdmission TryAdd(Entry entry, int capacity)
    {
        WebhookDelivery delivery = entry.Delivery;
        lock (_lock)
        {
            if (_known.ContainsKey(entry.Key) || _known.ContainsKey(entry.Fingerprint))
            {
                return WebhookAdmission.Duplicate;
            }

            int open = _open.GetValueOrDefault(delivery.Registration);
            if (open >= capacity || _bytes + delivery.Body.Length > maxBytes)
            {
                return WebhookAdmission.Full;
            }

            _known.Add(entry.Key, entry);
            _known[entry.Fingerprint] = entry;
            _open[delivery.Registration] = open + 1;
            _bytes += delivery.Body.Length;
            _due.Enqueue(entry, entry.DueAt);
            return WebhookAdmission.Added;
        }
    }

    private bool TryClose(WebhookClaim claim)
    {
        ArgumentNullException.ThrowIfNull(claim);
        lock (_lock)
        {
            if (FindClaimed_NeedsLock(claim) is not { } entry)
            {
                return false;
            }

            _open[claim.Delivery.Registration]--;
            _bytes -= claim.Delivery.Body.Length;
            entry.Close();
            _closed.Enqueue(entry);
            if (_closed.Count > maxKnown)
            {
                Forget_NeedsLock(_closed.Dequeue());
            }

            return true;
        }
    }

    private Entry? FindClaimed_NeedsLock(WebhookClaim claim) =>
        _known.TryGetValue(claim.Delivery.Key, out Entry? entry) && entry.Owner == claim.Owner ? entry : null;

    private void Forget_NeedsLock(Entry entry)
    {
        _known.Remove(entry.Key);
        _known.Remove(entry.Fingerprint);
    }

    private sealed class Entry(WebhookDelivery delivery, DateTimeOffset dueAt)
    {
        public string Key { get; } = delivery.Key;

        public string Fingerprint { get; } = delivery.Fingerprint;

        public WebhookDelivery Delivery { get; private set; } = delivery;

        public DateTimeOffset DueAt { get; set; } = dueAt;

        public string? Owner { get; set; }

        public int Attempts { get; set; }

        public bool IsOpen { get; private set; } = true;

        /// <summary>Keeps only what recognises a duplicate.</summary>
        public void Close()
        {
            IsOpen = false;
            Owner = null;
            Delivery = new WebhookDelivery
            {
                Registration = Delivery.Registration,
                Site = Delivery.Site,
                Identifier = "",
                Body = default,
                ReceivedAt = Delivery.ReceivedAt,
            };
        }
    }
}
