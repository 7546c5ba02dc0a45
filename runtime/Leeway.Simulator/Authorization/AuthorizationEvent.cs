namespace Leeway.Simulator.Authorization;

/// <summary>Something that happened at the authorization server.</summary>
/// <param name="Sequence">From 1.</param>
/// <param name="At">When, by the simulator's clock.</param>
/// <param name="Kind">What.</param>
/// <param name="Family">The family concerned, by number; 0 where there is none.</param>
/// <param name="Generation">The generation of the token presented; -1 where there is none.</param>
/// <param name="Row">The row of the table in docs/grants.md; 0 if none applies.</param>
/// <param name="Detail">Anything else worth reading in a failed assertion; no token.</param>
public sealed record AuthorizationEvent(
    int Sequence,
    DateTimeOffset At,
    AuthorizationEventKind Kind,
    int Family,
    int Generation,
    int Row,
    string? Detail);
