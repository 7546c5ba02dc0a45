namespace Leeway.AspNetCore.Webhooks;

/// <summary>How long to wait after a failed attempt: twice as long after each, and varied, so that attempts that failed together are not repeated together.</summary>
internal sealed class WebhookBackoff(TimeSpan delay, TimeSpan maxDelay)
{
    private const double Variation = 0.3;

    /// <param name="attempt">The number of the attempt; the first is 1.</param>
    /// <param name="chance">A random number from 0 to 1.</param>
    public TimeSpan ComputeDelay(int attempt, double chance)
    {
        double ticks = Math.Min(delay.Ticks * Math.Pow(2, attempt - 1), maxDelay.Ticks / (1 + Variation));
        return TimeSpan.FromTicks((long)(ticks * (1 - Variation + (2 * Variation * chance))));
    }
}
