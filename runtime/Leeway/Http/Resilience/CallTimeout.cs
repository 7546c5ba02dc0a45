using Polly.Timeout;

namespace Leeway.Http.Resilience;

/// <summary>Turns the timeouts of strategies into the exception that callers of Leeway catch.</summary>
internal static class CallTimeout
{
    /// <summary>Creates the exception, which states the timeout that was exceeded.</summary>
    /// <param name="timeout">The exception of the strategy.</param>
    /// <param name="request">The request.</param>
    /// <param name="options">The options of the strategies.</param>
    public static CallTimeoutException Explain(TimeoutRejectedException timeout, HttpRequestMessage request, ResilienceOptions options)
    {
        bool isOfWholeCall = !CallTimeoutException.IsOfAttempt(timeout);
        TimeSpan time = timeout.Timeout;
        if (timeout.TelemetrySource?.StrategyName is ResilienceOptions.CallTimeoutName or ResilienceOptions.AttemptTimeoutName)
        {
            // The timeout of an attempt is at most the rest of the call's time.
            TimeLimits limits = options.LimitsOf(request);
            isOfWholeCall |= limits.IsBoundByCall(limits.Left(CallAttempts.Find(request)?.ElapsedBefore ?? TimeSpan.Zero));
            time = isOfWholeCall ? limits.Call : limits.Attempt;
        }

        return new CallTimeoutException(request, time, isOfWholeCall, timeout);
    }
}
