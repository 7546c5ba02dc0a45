using Leeway.Calls;
using Polly.Timeout;

namespace Leeway.Http.Resilience;

/// <summary>Turns the timeouts of strategies into the exception that callers of Leeway know.</summary>
internal static class CallTimeout
{
    /// <summary>Says which time has passed.</summary>
    /// <param name="timeout">The exception of the strategy.</param>
    /// <param name="request">The request.</param>
    /// <param name="options">The recipe; null where strategies of the application took its place.</param>
    public static CallTimeoutException Explain(TimeoutRejectedException timeout, HttpRequestMessage request, ResilienceOptions? options = null)
    {
        string? strategy = timeout.TelemetrySource?.StrategyName;
        bool isOfWholeCall = strategy?.EndsWith("AttemptTimeout", StringComparison.Ordinal) != true;
        TimeSpan time = timeout.Timeout;
        if (options is not null && strategy is ResilienceOptions.CallTimeoutName or ResilienceOptions.AttemptTimeoutName)
        {
            // The last attempt has what is left of the call's time.
            TimeLimits limits = options.LimitsOf(request);
            isOfWholeCall |= limits.IsBoundByCall(limits.Left(CallAttempts.Find(request)?.ElapsedBefore ?? TimeSpan.Zero));
            time = isOfWholeCall ? limits.Call : limits.Attempt;
        }

        request.Options.TryGetValue(OperationDescriptor.Key, out OperationDescriptor? operation);
        return new CallTimeoutException(operation, HostOf(request), time, isOfWholeCall, CallAttempts.Of(request), timeout);
    }

    /// <summary>The host of a request; null before its site was found.</summary>
    public static string? HostOf(HttpRequestMessage request) => request.RequestUri is { IsAbsoluteUri: true } address ? address.Host : null;
}
