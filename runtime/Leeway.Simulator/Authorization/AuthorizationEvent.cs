namespace Leeway.Simulator.Authorization;

/// <summary>An event at the authorization server.</summary>
/// <param name="Sequence">The number of the event, starting at 1.</param>
/// <param name="At">The time by the simulator's clock.</param>
/// <param name="Kind">The kind of the event.</param>
/// <param name="Family">The number of the token family; 0 if there is none.</param>
/// <param name="Generation">The generation of the presented token; -1 if there is none.</param>
/// <param name="Row">The row of the table in docs/grants.md that applied; 0 if there is none.</param>
/// <param name="Detail">Other information that helps to read a failed assertion. Contains no token.</param>
public sealed record AuthorizationEvent(
    int Sequence,
    DateTimeOffset At,
    AuthorizationEventKind Kind,
    int Family,
    int Generation,
    int Row,
    string? Detail);
