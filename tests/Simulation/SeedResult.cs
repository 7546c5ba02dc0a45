namespace Leeway.Simulation;

/// <summary>What became of one seed.</summary>
internal sealed record SeedResult
{
    public required int Seed { get; init; }

    /// <summary>The invariant that broke; <see langword="null"/> if all held.</summary>
    public required string? Failure { get; init; }

    /// <summary>Equal for equal runs.</summary>
    public required ulong Digest { get; init; }

    public required int Steps { get; init; }

    public required TimeSpan Simulated { get; init; }

    /// <summary>Whether nothing went wrong in it.</summary>
    public required bool IsCalm { get; init; }

    public required int Exchanges { get; init; }

    public required int Rotations { get; init; }

    public required int UnexpectedLosses { get; init; }

    /// <summary>How many times a grant was forgotten.</summary>
    public required int Forgotten { get; init; }

    /// <summary>How many calls were made with a forgotten grant when no process should use it any more.</summary>
    public required int ForgottenCalls { get; init; }

    public required IReadOnlyDictionary<Exemption, int> Exemptions { get; init; }

    public required IReadOnlyDictionary<LossCause, int> Losses { get; init; }

    /// <summary>What happened, if that was asked for.</summary>
    public required IReadOnlyList<string> Trace { get; init; }
}
