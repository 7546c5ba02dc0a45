using Leeway.Calls;
using Leeway.Grants;
using Polly;
using Polly.Retry;

namespace Leeway.Http.Resilience;

/// <summary>Sends calls again that Atlassian's recipe allows, and ends those that take too long.</summary>
/// <remarks>
/// The first attempt is made outside of Polly, which is entered with its outcome where that is not good: a call that succeeds
/// at once pays for no more than its deadline.
/// </remarks>
internal sealed class ResilienceHandler : DelegatingHandler
{
    private readonly ResilienceOptions _options;
    private readonly RuntimeEnvironment _environment;
    private readonly ResilienceReport _report;
    private readonly DeadlinePool _deadlines;
    private readonly ResiliencePipeline<HttpResponseMessage>? _retries;

    /// <param name="options">The recipe, and how long things may take.</param>
    /// <param name="environment">Time and chance.</param>
    /// <param name="deadlines">What the times of attempts are kept with.</param>
    /// <param name="report">Reports repetitions.</param>
    /// <param name="inner">Sends on.</param>
    public ResilienceHandler(
        ResilienceOptions options,
        RuntimeEnvironment environment,
        DeadlinePool deadlines,
        ResilienceReport report,
        HttpMessageHandler inner)
        : base(inner)
    {
        _options = options;
        _environment = environment;
        _report = report;
        _deadlines = deadlines;
        _retries = options.MaximumRetries == 0 ? null : BuildRetries();
    }

    /// <inheritdoc/>
    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        TimeLimits limits = TimeLimits.Of(request, _options);
        long startedAt = _environment.Time.GetTimestamp();
        Deadline deadline = _deadlines.Begin(limits.Next(limits.Call), cancellationToken);
        Task<HttpResponseMessage> sending;
        try
        {
            sending = base.SendAsync(request, deadline.Token);
        }
        catch
        {
            deadline.Dispose();
            throw;
        }

        if (sending.IsCompletedSuccessfully && AttemptResult.IsFinal(sending.Result.StatusCode))
        {
            deadline.Dispose();
            return sending;
        }

        return FinishAsync(request, sending, deadline, limits, startedAt, cancellationToken);
    }

    /// <summary>The present, to be passed to <see cref="GoOnAsync"/>.</summary>
    public long GetTimestamp() => _environment.Time.GetTimestamp();

    /// <summary>Goes on with a call whose response broke off after its head: the attempt counts as one that ended without a response.</summary>
    /// <param name="request">The request, as it was sent.</param>
    /// <param name="startedAt">When the call began.</param>
    /// <param name="failure">What happened to the response.</param>
    /// <param name="cancellationToken">The caller's.</param>
    /// <exception cref="Exception">The failure itself, where the call is not sent again.</exception>
    public Task<HttpResponseMessage> GoOnAsync(
        HttpRequestMessage request, long startedAt, Exception failure, CancellationToken cancellationToken) =>
        RepeatAsync(new RepeatedCall(
            this,
            request,
            TimeLimits.Of(request, _options),
            startedAt,
            Outcome.FromException<HttpResponseMessage>(failure),
            CallAttempts.Of(request),
            cancellationToken));

    private async Task<HttpResponseMessage> FinishAsync(
        HttpRequestMessage request,
        Task<HttpResponseMessage> sending,
        Deadline deadline,
        TimeLimits limits,
        long startedAt,
        CancellationToken cancellationToken)
    {
        Outcome<HttpResponseMessage> first;
        try
        {
            HttpResponseMessage response = await sending.ConfigureAwait(false);
            if (AttemptResult.IsFinal(response.StatusCode))
            {
                return response;
            }

            first = Outcome.FromResult(response);
        }
        catch (OperationCanceledException exception)
        {
            first = Outcome.FromException<HttpResponseMessage>(Explain(exception, request, deadline, limits, limits.Call, cancellationToken));
        }
        catch (Exception exception) when (AttemptResult.Of(exception).End != AttemptEnd.Final)
        {
            first = Outcome.FromException<HttpResponseMessage>(exception);
        }
        finally
        {
            deadline.Dispose();
        }

        return await RepeatAsync(new RepeatedCall(this, request, limits, startedAt, first, 1, cancellationToken)).ConfigureAwait(false);
    }

    private async Task<HttpResponseMessage> RepeatAsync(RepeatedCall call)
    {
        if (_retries is null)
        {
            return call.TakeFirst();
        }

        ResilienceContext context = ResilienceContextPool.Shared.Get(continueOnCapturedContext: false, call.Cancellation);
        context.Properties.Set(RepeatedCall.Key, call);
        try
        {
            Outcome<HttpResponseMessage> last = await _retries
                .ExecuteOutcomeAsync(static (_, call) => call.NextAsync(), context, call)
                .ConfigureAwait(false);
            if (last.Exception is OperationCanceledException exception)
            {
                throw Cancelled(exception, call.Cancellation);
            }

            last.ThrowIfException();
            return last.Result!;
        }
        finally
        {
            call.Abandon();
            ResilienceContextPool.Shared.Return(context);
        }
    }

    private ResiliencePipeline<HttpResponseMessage> BuildRetries() =>
        new ResiliencePipelineBuilder<HttpResponseMessage> { TimeProvider = _environment.Time }
            .AddRetry(new RetryStrategyOptions<HttpResponseMessage>
            {
                MaxRetryAttempts = _options.MaximumRetries,
                ShouldHandle = static arguments => new(RepeatedCall.Of(arguments.Context).Decide(arguments.Outcome)),
                DelayGenerator = static arguments => new(RepeatedCall.Of(arguments.Context).Delay),
            })
            .Build();

    /// <summary>Whose doing it is that an attempt was given up.</summary>
    private static Exception Explain(
        OperationCanceledException exception,
        HttpRequestMessage request,
        Deadline deadline,
        TimeLimits limits,
        TimeSpan left,
        CancellationToken caller)
    {
        if (caller.IsCancellationRequested)
        {
            return Cancelled(exception, caller);
        }

        if (!deadline.Token.IsCancellationRequested)
        {
            // A time limit of some handler or of the connection has passed; the caller has not cancelled.
            return new HttpRequestException("The request was canceled before its response came.", exception);
        }

        bool isOfWholeCall = limits.IsBoundByCall(left);
        return new CallTimeoutException(request, isOfWholeCall ? limits.Call : limits.Attempt, isOfWholeCall, exception);
    }

    private static OperationCanceledException Cancelled(OperationCanceledException exception, CancellationToken caller) =>
        exception.CancellationToken == caller ? exception : new OperationCanceledException(exception.Message, exception, caller);

    /// <summary>A call whose first attempt was not the last word.</summary>
    private sealed class RepeatedCall(
        ResilienceHandler handler,
        HttpRequestMessage request,
        TimeLimits limits,
        long startedAt,
        Outcome<HttpResponseMessage> first,
        int attempts,
        CancellationToken cancellation)
    {
        private Outcome<HttpResponseMessage>? _first = first;
        private readonly long _startedAt = startedAt;
        private int _attempts = attempts;
        private long _attemptStartedAt = startedAt;
        private long? _unreachableSince;

        public static ResiliencePropertyKey<RepeatedCall> Key { get; } = new("Leeway.RepeatedCall");

        public CancellationToken Cancellation => cancellation;

        /// <summary>The wait that was decided upon.</summary>
        public TimeSpan? Delay { get; private set; }

        public static RepeatedCall Of(ResilienceContext context) => context.Properties.GetValue(Key, null!);

        public HttpResponseMessage TakeFirst()
        {
            Outcome<HttpResponseMessage> outcome = _first!.Value;
            _first = null;
            outcome.ThrowIfException();
            return outcome.Result!;
        }

        /// <summary>Polly does not ask for the first outcome where the caller has given up meanwhile.</summary>
        public void Abandon() => _first?.Result?.Dispose();

        public ValueTask<Outcome<HttpResponseMessage>> NextAsync()
        {
            if (_first is { } outcome)
            {
                _first = null;
                return new(outcome);
            }

            CallAttempts.Set(request, ++_attempts);
            return SendAsync();
        }

        public bool Decide(Outcome<HttpResponseMessage> outcome)
        {
            AttemptResult result = outcome.Exception is { } exception
                ? AttemptResult.Of(exception)
                : AttemptResult.Of(outcome.Result!, handler._environment.Now);
            if (result.End == AttemptEnd.Final || cancellation.IsCancellationRequested)
            {
                return false;
            }

            OperationDescriptor? operation = request.Options.TryGetValue(OperationDescriptor.Key, out OperationDescriptor? descriptor) ? descriptor : null;
            RetryDecision decision = RetryDecision.Decide(
                result,
                operation?.Repeat.Allows(request.Content) == true,
                CallSettings.Of(request)?.MayRepeat,
                RepeatableContent.CanBeSentAgain(request.Content),
                _attempts - 1,
                TimeLeft(outcome.Exception),
                handler._environment.NextDouble(),
                handler._options);
            Delay = decision.Delay;
            if (decision.IsRepeated)
            {
                HttpResponseMessage? response = outcome.Result;
                if (result.End == AttemptEnd.Lost || (response is not null && AttemptResult.IsOutcomeUnknown(response)))
                {
                    CallAttempts.NoteUnknownOutcome(request);
                }

                handler._report.Repeated(operation, result, (int?)response?.StatusCode, _attempts + 1, decision.Delay);
            }

            return decision.IsRepeated;
        }

        private async ValueTask<Outcome<HttpResponseMessage>> SendAsync()
        {
            TimeSpan left = TimeLeft();
            _attemptStartedAt = handler._environment.Time.GetTimestamp();
            using Deadline deadline = handler._deadlines.Begin(limits.Next(left), cancellation);
            try
            {
                return Outcome.FromResult(await handler.SendOnAsync(request, deadline.Token).ConfigureAwait(false));
            }
            catch (OperationCanceledException exception)
            {
                return Outcome.FromException<HttpResponseMessage>(Explain(exception, request, deadline, limits, left, cancellation));
            }
            catch (Exception exception)
            {
                return Outcome.FromException<HttpResponseMessage>(exception);
            }
        }

        /// <summary>How long the call may still take: no longer than connecting may, where its host cannot be reached.</summary>
        private TimeSpan TimeLeft(Exception? failure)
        {
            TimeSpan left = TimeLeft();
            if (failure is null || !ConnectFailure.IsOne(failure))
            {
                _unreachableSince = null;
                return left;
            }

            _unreachableSince ??= _attemptStartedAt;
            TimeSpan connecting = new TimeLimits(ConnectFailure.Timeout, ConnectFailure.Timeout)
                .Left(handler._environment.Time.GetElapsedTime(_unreachableSince.Value));
            return left == Timeout.InfiniteTimeSpan || connecting < left ? connecting : left;
        }

        private TimeSpan TimeLeft() => limits.Left(handler._environment.Time.GetElapsedTime(_startedAt));
    }

    private Task<HttpResponseMessage> SendOnAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
        base.SendAsync(request, cancellationToken);
}
