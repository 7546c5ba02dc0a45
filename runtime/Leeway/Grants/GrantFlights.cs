using System.Collections.Concurrent;

namespace Leeway.Grants;

/// <summary>Sees to it that one grant is refreshed once at a time in this process, however many ask.</summary>
/// <param name="environment">How promises are made.</param>
internal sealed class GrantFlights(GrantEnvironment environment)
{
    private readonly ConcurrentDictionary<GrantId, GrantSlot> _slots = new();

    /// <summary>Runs a flight to its end; it does not throw.</summary>
    public required Func<GrantSlot, Task<GrantOutcome>> Fly { get; init; }

    /// <summary>Told after each flight.</summary>
    public required Action<GrantSlot> Landed { get; init; }

    /// <summary>What this process knows of a grant, if it has met with it.</summary>
    public GrantSlot? Find(GrantId id) => _slots.GetValueOrDefault(id);

    public GrantSlot SlotOf(GrantId id) => _slots.GetOrAdd(id, static id => new GrantSlot(id));

    /// <summary>Waits for the flight of a grant, starting it if there is none.</summary>
    /// <param name="slot">The grant.</param>
    /// <param name="stale">What the caller has seen and found wanting. If something else is known by now, that is the outcome.</param>
    /// <param name="cancellationToken">Ends the waiting; the flight goes on.</param>
    public async Task<GrantOutcome> JoinAsync(GrantSlot slot, GrantSnapshot? stale, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        FlightJoiner<GrantOutcome> joiner = new(environment.PromiseOptions);
        bool isFirst = false;
        lock (slot.Lock)
        {
            // A flight may have landed since the caller looked.
            if (slot.Snapshot is { } known && !ReferenceEquals(known, stale))
            {
                return new GrantOutcome.Settled(known);
            }

            if (slot.Flight is null)
            {
                slot.Flight = new Flight<GrantOutcome>(slot.Lock);
                isFirst = true;
            }

            slot.Flight.Join_NeedsLock(joiner);
        }

        if (isFirst)
        {
            Flight<GrantOutcome>.Start(RunAsync, slot);
        }

        return await joiner.WaitAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Starts a flight that nobody waits for, unless there is one.</summary>
    public void EnsureFlight(GrantSlot slot)
    {
        lock (slot.Lock)
        {
            if (slot.Flight is not null)
            {
                return;
            }

            slot.Flight = new Flight<GrantOutcome>(slot.Lock);
        }

        Flight<GrantOutcome>.Start(RunAsync, slot);
    }

    private async Task RunAsync(GrantSlot slot)
    {
        GrantOutcome outcome = await Fly(slot).ConfigureAwait(false);
        List<FlightJoiner<GrantOutcome>> joiners;
        lock (slot.Lock)
        {
            joiners = slot.Flight!.Land_NeedsLock();
            slot.Flight = null;
        }

        Landed(slot);
        foreach (FlightJoiner<GrantOutcome> joiner in joiners)
        {
            joiner.TrySetResult(outcome);
        }
    }
}
