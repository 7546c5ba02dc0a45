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

    public GrantSlot SlotOf(GrantId id) => _slots.GetOrAdd(id, static id => new GrantSlot(id));

    /// <summary>Waits for the flight of a grant, starting it if there is none.</summary>
    /// <param name="slot">The grant.</param>
    /// <param name="stale">What the caller has seen and found wanting. If something else is known by now, that is the outcome.</param>
    /// <param name="cancellationToken">Ends the waiting; the flight goes on.</param>
    public async Task<GrantOutcome> JoinAsync(GrantSlot slot, GrantSnapshot? stale, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        FlightJoiner joiner = new(environment.PromiseOptions);
        GrantFlight? started = null;
        lock (slot.Lock)
        {
            // A flight may have landed since the caller looked.
            if (slot.Snapshot is { } known && !ReferenceEquals(known, stale))
            {
                return new GrantOutcome.Settled(known);
            }

            slot.Flight ??= started = new GrantFlight(slot);
            slot.Flight.Join_NeedsLock(joiner);
        }

        joiner.EndWith(cancellationToken);
        if (started is not null)
        {
            Start(started);
        }

        try
        {
            return await joiner.Task.ConfigureAwait(false);
        }
        finally
        {
            joiner.Unregister();
        }
    }

    /// <summary>Starts a flight that nobody waits for, unless there is one.</summary>
    public void EnsureFlight(GrantSlot slot)
    {
        GrantFlight started;
        lock (slot.Lock)
        {
            if (slot.Flight is not null)
            {
                return;
            }

            slot.Flight = started = new GrantFlight(slot);
        }

        Start(started);
    }

    // The flight belongs to no caller: it takes neither a caller's token nor its ambient context with it.
    private void Start(GrantFlight flight)
    {
        if (ExecutionContext.IsFlowSuppressed())
        {
            _ = RunAsync(flight);
            return;
        }

        using (ExecutionContext.SuppressFlow())
        {
            _ = RunAsync(flight);
        }
    }

    private async Task RunAsync(GrantFlight flight)
    {
        GrantOutcome outcome = await Fly(flight.Slot).ConfigureAwait(false);
        List<FlightJoiner> joiners = flight.Land();
        Landed(flight.Slot);
        foreach (FlightJoiner joiner in joiners)
        {
            joiner.TrySetResult(outcome);
        }
    }
}
