namespace Leeway.AspNetCore.Forge.Events;

/// <summary>Says that an event is sent again, and why.</summary>
public sealed class ForgeRetry
{
    internal ForgeRetry(int count, string? reason)
    {
        Count = count;
        Reason = reason;
    }

    /// <summary>How often the event has been sent again. Forge sends an event again up to four times.</summary>
    public int Count { get; }

    /// <summary>
    /// Why: <c>INVALID_REMOTE_INVOCATION_ERROR</c>, <c>TIMEOUT_ERROR</c>, <c>INVALID_FORGE_INVOCATION_TOKEN</c>, or another reason that Forge adds.
    /// </summary>
    public string? Reason { get; }
}
