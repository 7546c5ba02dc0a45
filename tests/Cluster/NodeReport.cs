namespace Leeway.Cluster;

/// <summary>The results of a node.</summary>
/// <param name="Calls">The number of completed calls.</param>
/// <param name="Failures">The number of failed calls, by exception.</param>
/// <param name="Lost">The grants for which a call failed because they were lost.</param>
internal sealed record NodeReport(long Calls, IReadOnlyDictionary<string, int> Failures, IReadOnlyList<string> Lost)
{
    public static NodeReport None { get; } = new(0, new Dictionary<string, int>(), []);

    public static NodeReport operator +(NodeReport left, NodeReport right) => new(
        left.Calls + right.Calls,
        left.Failures.Concat(right.Failures).GroupBy(static entry => entry.Key).ToDictionary(static entries => entries.Key, static entries => entries.Sum(static entry => entry.Value)),
        [.. left.Lost.Union(right.Lost)]);
}
