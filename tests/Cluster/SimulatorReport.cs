namespace Leeway.Cluster;

/// <summary>The counts of the simulator.</summary>
/// <param name="Rotations">The number of refresh tokens that were exchanged for the first time.</param>
/// <param name="Exchanges">The number of exchanges of refresh tokens, including repeated ones.</param>
/// <param name="Refusals">The number of rejected refresh tokens.</param>
/// <param name="EndedFamilies">The token families that were revoked, and why.</param>
/// <param name="LostAnswers">The number of responses that were lost after the exchange.</param>
/// <param name="Calls">The number of calls to the gateway.</param>
/// <param name="Superseded">The number of calls with a replaced token that works because of the leeway.</param>
/// <param name="Stale">The number of calls with an invalid token, by node and cause.</param>
/// <param name="Unexplained">The first of them without an explanation.</param>
/// <param name="Serving">For each node, the number of grants that it has used with a valid token since <c>calm</c>.</param>
/// <param name="Fresh">For each node and rotation, the milliseconds from when the previous token should no longer be used to the first call
/// with the new one.</param>
internal sealed record SimulatorReport(
    int Rotations,
    int Exchanges,
    int Refusals,
    IReadOnlyList<string> EndedFamilies,
    int LostAnswers,
    long Calls,
    long Superseded,
    IReadOnlyList<StaleCount> Stale,
    IReadOnlyList<string> Unexplained,
    IReadOnlyList<int> Serving,
    IReadOnlyList<double> Fresh);
