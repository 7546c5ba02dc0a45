namespace Leeway.Http.Resilience;

/// <summary>Whether a call is sent again, and after what wait.</summary>
/// <param name="IsRepeated">Whether it is.</param>
/// <param name="Delay">The wait before.</param>
internal readonly record struct RetryDecision(bool IsRepeated, TimeSpan Delay)
{
    /// <summary>How far chance takes a wait from what it would be, either way.</summary>
    private const double Jitter = 0.3;

    public static RetryDecision Surface => default;

    /// <summary>Decides.</summary>
    /// <param name="result">What the attempt came to.</param>
    /// <param name="isHarmless">Whether a second request does no harm, although the first may have been carried out.</param>
    /// <param name="mayRepeat">The caller's own decision, or null to leave it to the operation.</param>
    /// <param name="canBeSentAgain">Whether the body can be.</param>
    /// <param name="retries">How many times the call was repeated already.</param>
    /// <param name="timeLeft">How long the call may still take; infinite where it may take any time.</param>
    /// <param name="chance">A number from 0 to below 1.</param>
    /// <param name="options">The recipe.</param>
    public static RetryDecision Decide(
        AttemptResult result,
        bool isHarmless,
        bool? mayRepeat,
        bool canBeSentAgain,
        int retries,
        TimeSpan timeLeft,
        double chance,
        ResilienceOptions options)
    {
        if (!canBeSentAgain || retries >= options.MaximumRetries || result.Refusal is { IsQuota: true } || !IsAllowed(result, isHarmless, mayRepeat))
        {
            return Surface;
        }

        TimeSpan asked = result.RetryAfter ?? TimeSpan.Zero;
        if (asked > options.MaximumWait)
        {
            return Surface;
        }

        TimeSpan backoff = Backoff(retries, options) * (1 - Jitter + (2 * Jitter * chance));

        // The server's wait is a minimum. Jitter only adds to it, so that clients with the same wait do not return at once.
        asked *= 1 + (Jitter * chance);
        TimeSpan delay = backoff > asked ? backoff : asked;
        return timeLeft == Timeout.InfiniteTimeSpan || delay < timeLeft ? new RetryDecision(true, delay) : Surface;
    }

    private static bool IsAllowed(AttemptResult result, bool isHarmless, bool? mayRepeat) => result.End switch
    {
        AttemptEnd.Final => false,
        _ when mayRepeat is { } decided => decided,
        AttemptEnd.NotSent => true,

        // A limit that names itself stands before the products. A bare 429 may come from anywhere on the way.
        AttemptEnd.Limited => isHarmless || (result.Refusal is { IsOfLimiter: true } && result.RetryAfter is not null),
        _ => isHarmless,
    };

    private static TimeSpan Backoff(int retries, ResilienceOptions options)
    {
        double wanted = options.RetryDelay.TotalSeconds * Math.Pow(2, retries);
        return wanted < options.MaximumRetryDelay.TotalSeconds ? TimeSpan.FromSeconds(wanted) : options.MaximumRetryDelay;
    }
}
