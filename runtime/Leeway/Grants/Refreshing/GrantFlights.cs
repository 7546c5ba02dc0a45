using System.Collections.Concurrent;

namespace Leeway.Grants;

/// <summary>Sees to it that one grant is refreshed once at a time in this process, however many ask.</summary>
/// <param name="environment">How promises are made.</param>
/// <param name="instruments">Counts the callers that join a flight.</param>
internal sealed class GrantFlights(GrantEnvironment environment, GrantInstruments instruments)
{
    private readonly ConcurrentDictionary<GrantId, GrantSlot> _slots = new();
    private readonly GrowthMark _growth = new(1024);

    /// <summary>Runs a flight to its end; it does not throw.</summary>
    public required Func<GrantSlot, Task<GrantOutcome>> Fly { get; init; }

    /// <summary>What this process knows of a grant, if it knows it.</summary>
    public GrantSlot? Find(GrantId id) => _slots.GetValueOrDefault(id);

    public GrantSlot SlotOf(GrantId id)
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
            _growth.Tidied();
        }

        return slot;
    }

    /// <summary>As <see cref="SlotOf"/>, for asking the store beside a flight: what becomes known meanwhile is kept.</summary>
    public GrantHold Hold(GrantId id)
    {
        GrantSlot slot;
        do
        {
            slot = SlotOf(id);
        }
        while (!slot.TryHold());

        return new GrantHold(slot);
    }

    /// <summary>Waits for the flight of a grant, starting it if there is none.</summary>
    /// <param name="slot">The grant.</param>
    /// <param name="stale">What the caller has seen and found wanting. If something else is known by now, that is the outcome.</param>
    /// <param name="cancellationToken">Ends the waiting; the flight goes on.</param>
    /// <param name="patience">Ends the waiting too.</param>
    public Task<GrantOutcome> JoinAsync(
        GrantSlot slot,
        GrantSnapshot? stale,
        CancellationToken cancellationToken,
        CancellationToken patience = default) =>
        slot.Flight.JoinAsync(
            (Flights: this, Slot: slot, Stale: stale, Instruments: instruments),
            static call => call.Slot.Snapshot is { } known && !ReferenceEquals(known, call.Stale) ? new GrantOutcome.Settled(known) : null,
            static call => call.Flights.FlyAsync(call.Slot),
            static call => call.Instruments.Joined(),
            cancellationToken,
            patience);

    /// <summary>Starts a flight that nobody waits for, unless there is one.</summary>
    public void EnsureFlight(GrantSlot slot) =>
        slot.Flight.Ensure((Flights: this, Slot: slot), static call => call.Flights.FlyAsync(call.Slot));

    /// <summary>Waits for the flights under way, one after the other: they fly side by side.</summary>
    /// <param name="landed">What is done with each grant then.</param>
    public async Task LandAsync(Func<GrantSlot, Task> landed)
    {
        foreach (KeyValuePair<GrantId, GrantSlot> entry in _slots)
        {
            await entry.Value.Flight.EndAsync().ConfigureAwait(false);
            await landed(entry.Value).ConfigureAwait(false);
        }
    }

    /// <summary>Lets go of grants that nobody has called with since their access tokens ended: a call would read the store anyway.</summary>
    /// <param name="except">One that is about to be used.</param>
    public void RetireIdle(GrantSlot? except = null)
    {
        DateTimeOffset now = environment.Now;
        long timestamp = environment.Time.GetTimestamp();
        foreach (KeyValuePair<GrantId, GrantSlot> entry in _slots)
        {
            GrantSlot slot = entry.Value;
            lock (slot.Lock)
            {
                // Removed before it is retired: a caller that finds it retired finds another in its place.
                if (!ReferenceEquals(slot, except) && slot.IsIdle_NeedsLock(now, timestamp) && _slots.TryRemove(entry))
                {
                    slot.Retire_NeedsLock();
                    _growth.Remove();
                }
            }
        }
    }

    // A flight that began before its slot was looked at is seen there; one that begins after it sees that it is retired.
    private Task<GrantOutcome> FlyAsync(GrantSlot slot) =>
        slot.IsRetired ? Task.FromResult<GrantOutcome>(GrantOutcome.Retired.Instance) : Fly(slot);
}
