namespace Leeway.Grants;

/// <summary>The base of all grant events. An event contains no token.</summary>
public abstract record GrantEvent
{
    private protected GrantEvent()
    {
    }

    /// <summary>The grant.</summary>
    public required GrantId Grant { get; init; }

    /// <summary>When the event occurred or was detected.</summary>
    public required DateTimeOffset At { get; init; }
}
