namespace Leeway.Grants;

/// <summary>Keeps the slot of a grant in memory while the store is asked outside of a flight.</summary>
internal readonly struct GrantHold(GrantSlot slot) : IDisposable
{
    public GrantSlot Slot => slot;

    public void Dispose() => slot.Release();
}
