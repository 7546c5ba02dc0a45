using System.Collections.Concurrent;

namespace Leeway.Grants;

/// <summary>Ensures that this process refreshes a grant once at a time, whatever the number of callers.</summary>
/// <param name="environment">The options for promises, and the time.</param>
/// <param name="instruments">Counts the callers that join a flight.</param>
internal sealed class GrantFlights(RuntimeEnvironment environment, GrantInstruments instruments)
{
    private readonly ConcurrentDictionary<GrantId, GrantSlot> _slots = new();
    private readonly GrowthMark _growth = new(1024);

    /// <summary>Runs a flight to its end. It does not throw.</summary>
    public required Func<GrantSlot, Task<GrantOutcome>> Fly { get; init; }

    /// <summary>Finds the slot of a grant, if this process has one.</summary>
    public GrantSlot? Find(GrantId id) => _slots.GetValueOrDefault(id);

    public GrantSlot GetSlot(GrantId id)
    {
        if (_slots.TryGetValue(id, out GrantSlot? slot))
        {
            return slot;
        }

        GrantSlot made = new(id, environment.PromiseOptions);
        slot = _slots.GetOrAdd(id, made);
        if (ReferenceEquals(slot, made) && _growth.Add())
        {
            RetireIdle(except: made);
            _growth.EndCleanup();
        }

        return slot;
    }

    /// <summary>Gets the slot as <see cref="GetSlot"/> does and keeps it in memory, for asking the store outside of a flight.</summary>
    public GrantHold Hold(GrantId id)
    {
        GrantSlot slot;
        do
        {
            slot = GetSlot(id);
        }
        while (!slot.TryHold());

        return new GrantHold(slot);
    }

    /// <summary>Waits for the flight of a grant, and starts one if there is none.</summary>
    /// <param name="slot">The slot of the grant.</param>
    /// <param name="stale">
    /// The state that the caller has seen and cannot use. If another state is known by now, that is the outcome.
    /// </param>
    /// <param name="cancellationToken">Ends the wait; the flight continues.</param>
    /// <param name="callerTimeout">Also ends the wait.</param>
    public Task<GrantOutcome> JoinAsync(
        GrantSlot slot,
        GrantSnapshot? stale,
        CancellationToken cancellationToken,
        CancellationToken callerTimeout = default) =>
        slot.Flight.JoinAsync(
            (Flights: this, Slot: slot, Stale: stale, Instruments: instruments),
            static call => call.Slot.Snapshot is { } known && !ReferenceEquals(known, call.Stale) ? new GrantOutcome.Settled(known) : null,
            static call => call.Flights.FlyAsync(call.Slot),
            static call => call.Instruments.RecordJoin(),
            cancellationToken,
            callerTimeout);

    /// <summary>Starts a flight that no caller waits for, unless one is under way.</summary>
    public void EnsureFlight(GrantSlot slot) =>
        slot.Flight.Ensure((Flights: this, Slot: slot), static call => call.Flights.FlyAsync(call.Slot));

    /// <summary>Waits for all flights under way. They run in parallel, so waiting for one after the other takes no longer.</summary>
    /// <param name="completed">Called for each grant after its flight.</param>
    public async Task WaitForFlightsAsync(Func<GrantSlot, Task> completed)
    {
        foreach (KeyValuePair<GrantId, GrantSlot> entry in _slots)
        {
            await entry.Value.Flight.EndAsync().ConfigureAwait(false);
            await completed(entry.Value).ConfigureAwait(false);
        }
    }

    /// <summary>
    /// Drops grants from memory that no call has used since their access tokens expired. The next call reads the store anyway.
    /// </summary>
    /// <param name="except">A slot that is about to be used.</param>
    public void RetireIdle(GrantSlot? except = null)
    {
        DateTimeOffset now = environment.Now;
        long timestamp = environment.Time.GetTimestamp();
        foreach (KeyValuePair<GrantId, GrantSlot> entry in _slots)
        {
            GrantSlot slot = entry.Value;
            lock (slot.Lock)
            {
                // Remove it before it is retired, so that a caller that finds it retired gets a new one.
                if (!ReferenceEquals(slot, except) && slot.IsIdle_NeedsLock(now, timestamp) && _slots.TryRemove(entry))
                {
                    slot.Retire_NeedsLock();
                    _growth.Remove();
                }
            }
        }
    }

    // RetireIdle sees a flight that began before its check. A flight that begins after the check sees that the slot is retired.
    private Task<GrantOutcome> FlyAsync(GrantSlot slot) =>
        slot.IsRetired ? Task.FromResult<GrantOutcome>(GrantOutcome.Retired.Instance) : Fly(slot);
}
