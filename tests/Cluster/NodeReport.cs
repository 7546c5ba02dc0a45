namespace Leeway.Cluster;

/// <summary>What a node has met with in its life.</summary>
/// <param name="Calls">Calls that ended.</param>
/// <param name="Failures">Those of them that failed, by what was thrown.</param>
/// <param name="Lost">Grants that a call was refused for as lost.</param>
internal sealed record NodeReport(long Calls, IReadOnlyDictionary<string, int> Failures, IReadOnlyList<string> Lost)
{
    public static NodeReport None { get; } = new(0, new Dictionary<string, int>(), []);

    public static NodeReport operator +(NodeReport left, NodeReport right) => new(
        left.Calls + right.Calls,
        left.Failures.Concat(right.Failures).GroupBy(static entry => entry.Key).ToDictionary(static entries => entries.Key, static entries => entries.Sum(static entry => entry.Value)),
        [.. left.Lost.Union(right.Lost)]);
}
