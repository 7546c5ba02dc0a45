namespace Leeway.Cluster;

/// <summary>What the simulator has seen.</summary>
/// <param name="Rotations">Refresh tokens exchanged for the first time.</param>
/// <param name="Exchanges">All exchanges of refresh tokens, repetitions included.</param>
/// <param name="Refusals">Refresh tokens refused.</param>
/// <param name="EndedFamilies">Token families that were revoked, and why.</param>
/// <param name="LostAnswers">Answers that were lost after they took effect.</param>
/// <param name="Calls">Calls to the gateway.</param>
/// <param name="Superseded">Those with a token that works for the leeway's sake only.</param>
/// <param name="Stale">Those with a token that does not work, by why not.</param>
/// <param name="Serving">Of how many grants each node has used a working token since <c>calm</c>.</param>
/// <param name="Fresh">For each node and rotation, the milliseconds from when the token before was not to be used any more to the first call with the new one.</param>
internal sealed record SimulatorReport(
    int Rotations,
    int Exchanges,
    int Refusals,
    IReadOnlyList<string> EndedFamilies,
    int LostAnswers,
    long Calls,
    long Superseded,
    IReadOnlyDictionary<string, int> Stale,
    IReadOnlyList<int> Serving,
    IReadOnlyList<double> Fresh);
