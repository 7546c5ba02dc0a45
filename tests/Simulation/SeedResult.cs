namespace Leeway.Simulation;

/// <summary>The result of one seed.</summary>
internal sealed record SeedResult
{
    public required int Seed { get; init; }

    /// <summary>The violated invariant; <see langword="null"/> if all hold.</summary>
    public required string? Failure { get; init; }

    /// <summary>A hash of the run, which is equal for equal runs.</summary>
    public required ulong Digest { get; init; }

    public required int Steps { get; init; }

    public required TimeSpan Simulated { get; init; }

    /// <summary>Whether the seed has no faults.</summary>
    public required bool IsCalm { get; init; }

    public required int Exchanges { get; init; }

    public required int Rotations { get; init; }

    public required int UnexpectedLosses { get; init; }

    /// <summary>The number of times that a grant was forgotten.</summary>
    public required int Forgotten { get; init; }

    /// <summary>The number of calls with a forgotten grant after the time when no process should use it.</summary>
    public required int ForgottenCalls { get; init; }

    public required IReadOnlyDictionary<Exemption, int> Exemptions { get; init; }

    public required IReadOnlyDictionary<LossCause, int> Losses { get; init; }

    /// <summary>The text trace, if one was requested.</summary>
    public required IReadOnlyList<string> Trace { get; init; }
}
