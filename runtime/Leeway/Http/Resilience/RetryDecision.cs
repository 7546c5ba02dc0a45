using Microsoft.Extensions.Http.Resilience;

namespace Leeway.Http.Resilience;

/// <summary>Whether a call is sent again, and after what wait.</summary>
/// <param name="IsRepeated">Whether it is.</param>
/// <param name="Delay">The wait before.</param>
internal readonly record struct RetryDecision(bool IsRepeated, TimeSpan Delay)
{
    /// <summary>By how much chance changes a wait, either way.</summary>
    private const double Jitter = 0.3;

    public static RetryDecision Surface => default;

    /// <summary>Decides.</summary>
    /// <param name="result">How the attempt ended.</param>
    /// <param name="isHarmless">Whether a second request does no harm, although the first may have been carried out.</param>
    /// <param name="mayRepeat">The caller's own decision, or null to leave it to the operation.</param>
    /// <param name="canBeSentAgain">Whether the body can be sent again.</param>
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
        if (!canBeSentAgain
            || retries >= options.Retry.MaxRetryAttempts
            || result.Refusal is { IsQuota: true }
            || result.RetryAfter > options.MaxRetryAfter
            || !IsAllowed(result, isHarmless, mayRepeat))
        {
            return Surface;
        }

        TimeSpan delay = FindDelay(result.RetryAfter, retries, chance, options);
        return timeLeft == Timeout.InfiniteTimeSpan || delay < timeLeft ? new RetryDecision(true, delay) : Surface;
    }

    /// <summary>Finds the wait before a call is sent again.</summary>
    /// <param name="asked">The shortest wait that the response asks for; null where it does not say.</param>
    /// <param name="retries">How many times the call was repeated already.</param>
    /// <param name="chance">A number from 0 to below 1.</param>
    /// <param name="options">The recipe.</param>
    public static TimeSpan FindDelay(TimeSpan? asked, int retries, double chance, ResilienceOptions options)
    {
        TimeSpan backoff = Backoff(retries, options.Retry) * (1 - Jitter + (2 * Jitter * chance));

        // Chance only adds to the wait that the server asks for, so that callers with the same wait do not return together.
        TimeSpan least = asked ?? TimeSpan.Zero;
        if (least <= options.MaxRetryAfter)
        {
            least *= 1 + (Jitter * chance);
        }

        return backoff > least ? backoff : least;
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

    private static TimeSpan Backoff(int retries, HttpRetryStrategyOptions options)
    {
        double wanted = options.Delay.TotalSeconds * Math.Pow(2, retries);
        return options.MaxDelay is not { } max || wanted < max.TotalSeconds ? TimeSpan.FromSeconds(wanted) : max;
    }
}
