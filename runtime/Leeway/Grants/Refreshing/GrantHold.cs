namespace Leeway.Grants;

/// <summary>Keeps what is known of a grant in memory while the store is asked about it beside a flight.</summary>
internal readonly struct GrantHold(GrantSlot slot) : IDisposable
{
    public GrantSlot Slot => slot;

    public void Dispose() => slot.LetGo();
}
