namespace Leeway.Simulation;

/// <summary>The result of one seed.</summary>
internal sealed record HookResult
{
    public required int Seed { get; init; }

    /// <summary>The violated invariant; <see langword="null"/> if all hold.</summary>
    public required string? Failure { get; init; }

    /// <summary>A hash of the run, which is equal for equal runs.</summary>
    public required ulong Digest { get; init; }

    public required int Steps { get; init; }

    public required int Registrations { get; init; }

    public required int Extensions { get; init; }

    /// <summary>The number of gaps at times at which no node ran for an hour in five days.</summary>
    public required int ExcusedGaps { get; init; }

    /// <summary>The text trace, if one was requested.</summary>
    public required IReadOnlyList<string> Trace { get; init; }
}
