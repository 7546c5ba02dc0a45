namespace Leeway.Runtime.Tests.Mutations;

/// <summary>What a test reaches.</summary>
/// <param name="Duration">How long it takes.</param>
/// <param name="Mutants">The changes in code that it runs.</param>
internal sealed record TestCoverage(TimeSpan Duration, IReadOnlyList<int> Mutants);
