namespace Leeway.Simulator.Authorization;

/// <summary>An event at the authorization server.</summary>
public sealed record AuthorizationEvent
{
    /// <summary>The number of the event, starting at 1.</summary>
    public required int Sequence { get; init; }

    /// <summary>The time by the simulator's clock.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>The kind of the event.</summary>
    public required AuthorizationEventKind Kind { get; init; }

    /// <summary>The number of the token family; 0 if there is none.</summary>
    public int Family { get; init; }

    /// <summary>The generation of the presented token; -1 if there is none.</summary>
    public int Generation { get; init; } = -1;

    /// <summary>The row of the table in docs/grants.md that applied; 0 if there is none.</summary>
    public int Row { get; init; }

    /// <summary>Other information that helps to read a failed assertion. Contains no token.</summary>
    public string? Detail { get; init; }
}
