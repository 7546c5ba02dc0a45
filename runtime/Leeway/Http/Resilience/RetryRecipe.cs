using Leeway.Calls;
using Polly;
using Polly.Retry;
using Polly.Timeout;

namespace Leeway.Http.Resilience;

/// <summary>Atlassian's recipe as the delegates of strategies. They work in any pipeline that is outside of <see cref="AttemptHandler"/>.</summary>
internal sealed class RetryRecipe
{
    /// <summary>The minimum, because Polly does not apply a timeout that is not positive.</summary>
    private static readonly TimeSpan s_minTimeout = TimeSpan.FromMilliseconds(1);

    private readonly ResilienceOptions _options;

    /// <param name="options">The options. They are read each time they are used.</param>
    public RetryRecipe(ResilienceOptions options)
    {
        _options = options;
        ShouldHandle = arguments => new(MustRepeat(arguments.Context, arguments.Outcome));
        Delay = arguments => new(FindDelay(arguments.Context, arguments.Outcome));
        CallTimeout = arguments => new(FindCallTimeout(arguments.Context));
        AttemptTimeout = arguments => new(FindAttemptTimeout(arguments.Context));
    }

    public Func<RetryPredicateArguments<HttpResponseMessage>, ValueTask<bool>> ShouldHandle { get; }

    public Func<RetryDelayGeneratorArguments<HttpResponseMessage>, ValueTask<TimeSpan?>> Delay { get; }

    public Func<TimeoutGeneratorArguments, ValueTask<TimeSpan>> CallTimeout { get; }

    public Func<TimeoutGeneratorArguments, ValueTask<TimeSpan>> AttemptTimeout { get; }

    private bool MustRepeat(ResilienceContext context, Outcome<HttpResponseMessage> outcome)
    {
        if ((outcome.Result is { } response && AttemptResult.IsFinal(response.StatusCode))
            || context.GetRequestMessage() is not { } request
            || CallAttempts.Find(request) is not { } attempts)
        {
            return false;
        }

        // The timeout of an attempt does not know whether the attempt was still waiting for its login or site.
        AttemptResult result = outcome.Exception is TimeoutRejectedException && CallAttempts.WasNotSent(request)
            ? new AttemptResult(AttemptEnd.NotSent)
            : AttemptResult.Of(outcome, attempts.Now);
        if (result.End == AttemptEnd.Final)
        {
            return false;
        }

        OperationDescriptor? operation = request.Options.TryGetValue(OperationDescriptor.Key, out OperationDescriptor? descriptor) ? descriptor : null;
        return RetryDecision.Decide(
            result,
            operation?.Repeat.Allows(request.Content) == true,
            CallSettings.Of(request)?.MayRepeat,
            RepeatableContent.CanBeSentAgain(request.Content),
            attempts.Count - 1,
            attempts.TimeLeft(_options.LimitsOf(request)),
            attempts.Chance,
            _options).IsRepeated;
    }

    private TimeSpan? FindDelay(ResilienceContext context, Outcome<HttpResponseMessage> outcome) =>
        context.GetRequestMessage() is { } request && CallAttempts.Find(request) is { } attempts
            ? RetryDecision.FindDelay(AttemptResult.Of(outcome, attempts.Now).RetryAfter, attempts.Count - 1, attempts.Chance, _options)
            : null;

    private TimeSpan FindCallTimeout(ResilienceContext context) =>
        context.GetRequestMessage() is { } request ? Positive(FindTimeLeft(request, _options.LimitsOf(request))) : _options.CallTimeout.Timeout;

    private TimeSpan FindAttemptTimeout(ResilienceContext context)
    {
        if (context.GetRequestMessage() is not { } request)
        {
            return _options.AttemptTimeout.Timeout;
        }

        TimeLimits limits = _options.LimitsOf(request);
        return Positive(limits.Next(FindTimeLeft(request, limits)));
    }

    private static TimeSpan FindTimeLeft(HttpRequestMessage request, TimeLimits limits) =>
        CallAttempts.Find(request) is { } attempts ? limits.Left(attempts.Elapsed) : limits.Call;

    private static TimeSpan Positive(TimeSpan timeout) =>
        timeout == Timeout.InfiniteTimeSpan || timeout > s_minTimeout ? timeout : s_minTimeout;
}
