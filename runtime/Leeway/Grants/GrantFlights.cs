using System.Collections.Concurrent;

namespace Leeway.Grants;

/// <summary>Sees to it that one grant is refreshed once at a time in this process, however many ask.</summary>
/// <param name="environment">How promises are made.</param>
internal sealed class GrantFlights(GrantEnvironment environment)
{
    private readonly ConcurrentDictionary<GrantId, GrantSlot> _slots = new();

    /// <summary>Runs a flight to its end; it does not throw.</summary>
    public required Func<GrantSlot, Task<GrantOutcome>> Fly { get; init; }

    /// <summary>What this process knows of a grant, if it has met with it.</summary>
    public GrantSlot? Find(GrantId id) => _slots.GetValueOrDefault(id);

    public GrantSlot SlotOf(GrantId id) =>
        _slots.GetOrAdd(id, static (id, promiseOptions) => new GrantSlot(id, promiseOptions), environment.PromiseOptions);

    /// <summary>Waits for the flight of a grant, starting it if there is none.</summary>
    /// <param name="slot">The grant.</param>
    /// <param name="stale">What the caller has seen and found wanting. If something else is known by now, that is the outcome.</param>
    /// <param name="cancellationToken">Ends the waiting; the flight goes on.</param>
    public Task<GrantOutcome> JoinAsync(GrantSlot slot, GrantSnapshot? stale, CancellationToken cancellationToken) =>
        slot.Flight.JoinAsync(
            (Flights: this, Slot: slot, Stale: stale),
            static call => call.Slot.Snapshot is { } known && !ReferenceEquals(known, call.Stale) ? new GrantOutcome.Settled(known) : null,
            static call => call.Flights.Fly(call.Slot),
            cancellationToken: cancellationToken);

    /// <summary>Starts a flight that nobody waits for, unless there is one.</summary>
    public void EnsureFlight(GrantSlot slot) =>
        slot.Flight.Ensure((Flights: this, Slot: slot), static call => call.Flights.Fly(call.Slot));
}
