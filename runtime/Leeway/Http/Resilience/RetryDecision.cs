namespace Leeway.Http.Resilience;

/// <summary>Whether a call is sent again, and after what wait.</summary>
/// <param name="IsRepeated">Whether it is sent again.</param>
/// <param name="Delay">The wait before it is sent again.</param>
internal readonly record struct RetryDecision(bool IsRepeated, TimeSpan Delay)
{
    /// <summary>The fraction by which chance makes a wait shorter or longer.</summary>
    private const double Jitter = 0.3;

    /// <summary>Longer than any wait, and short enough for jitter to be added.</summary>
    private static readonly TimeSpan s_noMax = TimeSpan.FromDays(365_000);

    public static RetryDecision Surface => default;

    /// <summary>Decides whether a call is sent again.</summary>
    /// <param name="result">How the attempt ended.</param>
    /// <param name="isHarmless">Whether a second request does no harm, although the first may have been carried out.</param>
    /// <param name="mayRepeat">The caller's own decision, or null to leave it to the operation.</param>
    /// <param name="canBeSentAgain">Whether the body can be sent again.</param>
    /// <param name="retries">How many times the call was repeated already.</param>
    /// <param name="timeLeft">How long the call may still take; infinite if it has no time limit.</param>
    /// <param name="chance">A random number that is at least 0 and less than 1.</param>
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
    /// <param name="asked">The minimum wait that the response asks for; null if it does not ask for one.</param>
    /// <param name="retries">How many times the call was repeated already.</param>
    /// <param name="chance">A random number that is at least 0 and less than 1.</param>
    /// <param name="options">The recipe.</param>
    public static TimeSpan FindDelay(TimeSpan? asked, int retries, double chance, ResilienceOptions options)
    {
        TimeSpan backoff = new Backoff(options.Retry.Delay, options.Retry.MaxDelay ?? s_noMax) { Jitter = Jitter }.GetPause(retries, chance);

        // Jitter only lengthens the wait that the server asks for. It keeps callers with the same wait from sending at the same time.
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

        // The limiter that names a limit is in front of the products. Any server on the way can return a 429 without a name.
        AttemptEnd.Limited => isHarmless || (result.Refusal is { IsOfLimiter: true } && result.RetryAfter is not null),
        _ => isHarmless,
    };
}
