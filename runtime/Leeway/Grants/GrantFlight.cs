namespace Leeway.Grants;

/// <summary>One refresh of one grant in this process, and the callers who wait for it, each with a promise of its own.</summary>
internal sealed class GrantFlight(GrantSlot slot)
{
    private List<FlightJoiner>? _joiners = [];

    public GrantSlot Slot => slot;

    /// <summary>How many have joined and not yet been told.</summary>
    public int JoinerCount
    {
        get
        {
            lock (slot.Lock)
            {
                return _joiners?.Count ?? 0;
            }
        }
    }

    /// <summary>Adds a caller; under the slot's lock, while the flight is the slot's.</summary>
    public void Join_NeedsLock(FlightJoiner joiner) => _joiners!.Add(joiner);

    /// <summary>Takes the flight off its slot, so that nobody can join any more. Only the flight itself does so.</summary>
    public List<FlightJoiner> Land()
    {
        lock (slot.Lock)
        {
            List<FlightJoiner> joiners = _joiners!;
            _joiners = null;
            slot.Flight = null;
            return joiners;
        }
    }
}
