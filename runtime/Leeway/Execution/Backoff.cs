namespace Leeway;

/// <summary>The pauses between attempts: each is longer than the previous one by <see cref="Factor"/>, up to a maximum.</summary>
/// <param name="First">The pause after the first failure, before jitter.</param>
/// <param name="Max">The maximum pause, before jitter.</param>
internal readonly record struct Backoff(TimeSpan First, TimeSpan Max)
{
    // With more failures, every useful maximum is reached, and the power would exceed any number.
    private const int MaxExponent = 64;

    public double Factor { get; init; } = 2;

    /// <summary>The fraction by which chance makes a pause shorter or longer.</summary>
    public double Jitter { get; init; }

    /// <summary>The maximum pause, after jitter.</summary>
    public TimeSpan MaxWithJitter => Max * (1 + Jitter);

    /// <summary>Computes the pause before the next attempt.</summary>
    /// <param name="failures">The number of failures before the last one: 0 after the first failure.</param>
    /// <param name="chance">A number that is at least 0 and less than 1; 0.5 for no jitter.</param>
    public TimeSpan GetPause(int failures, double chance = 0.5)
    {
        double pause = First.TotalSeconds * Math.Pow(Factor, Math.Min(failures, MaxExponent));
        return (pause < Max.TotalSeconds ? TimeSpan.FromSeconds(pause) : Max) * (1 - Jitter + (2 * Jitter * chance));
    }
}
