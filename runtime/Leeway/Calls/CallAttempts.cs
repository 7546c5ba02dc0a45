using Leeway.Grants;

namespace Leeway.Http.Resilience;

/// <summary>What a request carries about its attempts, from the first that did not end well.</summary>
internal sealed class CallAttempts
{
    private static readonly HttpRequestOptionsKey<CallAttempts> s_key = new("Leeway.Attempts");
    private static readonly HttpRequestOptionsKey<int> s_unsentKey = new("Leeway.UnsentAttempt");

    private readonly RuntimeEnvironment _environment;
    private readonly long _startedAt;
    private long _attemptStartedAt;
    private long _endedAt;
    private long? _unreachableSince;
    private bool _hasEnded;
    private bool _isOutcomeUnknown;
    private bool _mayHaveBeenCarriedOut;
    private Task<HttpResponseMessage>? _resumed;

    private CallAttempts(RuntimeEnvironment environment, long startedAt)
    {
        _environment = environment;
        _startedAt = startedAt;
        _attemptStartedAt = startedAt;
    }

    /// <summary>How many attempts were begun.</summary>
    public int Count { get; private set; } = 1;

    /// <summary>How the last attempt ended.</summary>
    public AttemptResult Last { get; private set; }

    /// <summary>The status of the last response; null where the last attempt had none.</summary>
    public int? LastStatus { get; private set; }

    /// <summary>A number from 0 to below 1 that varies the wait after the last attempt.</summary>
    public double Chance { get; private set; }

    public DateTimeOffset Now => _environment.Now;

    /// <summary>How long the call has taken.</summary>
    public TimeSpan Elapsed => _environment.Time.GetElapsedTime(_startedAt);

    /// <summary>How long the call had taken when its last attempt began.</summary>
    public TimeSpan ElapsedBefore => _environment.Time.GetElapsedTime(_startedAt, _attemptStartedAt);

    /// <summary>How many attempts of a request were begun.</summary>
    public static int Of(HttpRequestMessage request) => Find(request)?.Count ?? 1;

    /// <summary>
    /// Whether an attempt before the last one was sent and its outcome is unknown: no response arrived, or the response does not show
    /// whether the request was carried out. The last response may then be a consequence of that attempt.
    /// </summary>
    public static bool MayHaveBeenCarriedOut(HttpRequestMessage request) => Find(request) is { _mayHaveBeenCarriedOut: true };

    /// <summary>
    /// Whether the last attempt ended before the request was sent, or after its login or site was refused and before it was sent again.
    /// Then it was not carried out.
    /// </summary>
    public static bool WasNotSent(HttpRequestMessage request) =>
        request.Options.TryGetValue(s_unsentKey, out int attempt) && attempt == Of(request);

    /// <summary>
    /// Whether the last attempt may have been carried out: it has not ended, or its outcome is unknown. An attempt that was refused, or
    /// that failed before it was sent, was not.
    /// </summary>
    public static bool MayLastHaveBeenCarriedOut(HttpRequestMessage request) =>
        !WasNotSent(request) && (Find(request) is not { _hasEnded: true } attempts || attempts._isOutcomeUnknown);

    /// <summary>Awaits something that a request needs before it can be sent, and records if the attempt is canceled meanwhile.</summary>
    /// <param name="request">The request, which is not being sent.</param>
    /// <param name="needed">What the request needs.</param>
    /// <exception cref="NoResponseException">The request that finds what is needed got no response. The exception describes the call.</exception>
    public static async ValueTask<T> BeforeSendingAsync<T>(HttpRequestMessage request, ValueTask<T> needed)
    {
        try
        {
            return await needed.ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            request.Options.Set(s_unsentKey, Of(request));
            throw;
        }
        catch (NoResponseException exception)
        {
            throw exception.BeforeSending(request);
        }
    }

    /// <summary>The attempts of a request; null before the first has failed.</summary>
    public static CallAttempts? Find(HttpRequestMessage request) => request.Options.TryGetValue(s_key, out CallAttempts? attempts) ? attempts : null;

    /// <summary>The attempts of a request whose first has just failed, or the ones that it carries.</summary>
    /// <param name="request">The request.</param>
    /// <param name="environment">Time and chance.</param>
    /// <param name="startedAt">When the call began.</param>
    public static CallAttempts Of(HttpRequestMessage request, RuntimeEnvironment environment, long startedAt)
    {
        if (Find(request) is not { } attempts)
        {
            attempts = new CallAttempts(environment, startedAt);
            request.Options.Set(s_key, attempts);
        }

        return attempts;
    }

    /// <summary>Notes that another attempt begins.</summary>
    /// <returns>How long ago the last one ended.</returns>
    public TimeSpan Begin(long now)
    {
        Count++;
        _hasEnded = false;
        _attemptStartedAt = now;
        _mayHaveBeenCarriedOut |= _isOutcomeUnknown;
        return _environment.Time.GetElapsedTime(_endedAt, now);
    }

    /// <summary>Notes that an attempt ended with a response.</summary>
    public void End(HttpResponseMessage response) =>
        End(AttemptResult.Of(response, Now), (int)response.StatusCode, AttemptResult.IsOutcomeUnknown(response), isUnreachable: false);

    /// <summary>Notes that an attempt ended without a response.</summary>
    public void End(HttpRequestMessage request, Exception failure)
    {
        // An attempt is canceled by its timeout, or by the caller, after which there is no other.
        AttemptResult result = WasNotSent(request) ? new AttemptResult(AttemptEnd.NotSent)
            : failure is OperationCanceledException ? new AttemptResult(AttemptEnd.Lost)
            : AttemptResult.Of(failure);
        bool isConnectFailure = ConnectFailure.IsOne(failure);
        bool isOutcomeUnknown = result.End != AttemptEnd.NotSent
            && !isConnectFailure
            && failure is CallTimeoutException { WasSent: true } or not LeewayException;
        End(result, null, isOutcomeUnknown, isConnectFailure);
    }

    /// <summary>Makes the handlers that repeat begin with an attempt that has ended already.</summary>
    public void Resume(Task<HttpResponseMessage> attempt) => _resumed = attempt;

    /// <summary>The attempt to begin with, once.</summary>
    public Task<HttpResponseMessage>? TakeResumed()
    {
        Task<HttpResponseMessage>? attempt = _resumed;
        _resumed = null;
        return attempt;
    }

    /// <summary>Disposes of the response to begin with, where no handler has asked for it.</summary>
    public void Abandon()
    {
        if (TakeResumed() is { IsCompletedSuccessfully: true } attempt)
        {
            attempt.Result.Dispose();
        }
    }

    /// <summary>How long the call may still take: no longer than connecting may, where its host cannot be reached.</summary>
    public TimeSpan TimeLeft(TimeLimits limits)
    {
        TimeSpan left = limits.Left(Elapsed);
        if (_unreachableSince is not { } since)
        {
            return left;
        }

        TimeSpan connecting = new TimeLimits(ConnectFailure.Timeout, ConnectFailure.Timeout).Left(_environment.Time.GetElapsedTime(since));
        return left == Timeout.InfiniteTimeSpan || connecting < left ? connecting : left;
    }

    private void End(AttemptResult result, int? status, bool isOutcomeUnknown, bool isUnreachable)
    {
        Last = result;
        LastStatus = status;
        _hasEnded = true;
        _isOutcomeUnknown = isOutcomeUnknown;
        _unreachableSince = isUnreachable ? _unreachableSince ?? _attemptStartedAt : null;
        _endedAt = _environment.Time.GetTimestamp();
        Chance = _environment.NextDouble();
    }
}
