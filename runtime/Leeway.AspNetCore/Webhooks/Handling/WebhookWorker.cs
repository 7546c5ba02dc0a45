using Leeway.Grants;
using Leeway.Json;
using Leeway.Webhooks;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Leeway.AspNetCore.Webhooks;

/// <summary>Handles the deliveries of a registration: claims them, runs the handlers, and records the result.</summary>
internal sealed class WebhookWorker(
    string registration,
    WebhookOptions options,
    IWebhookStore store,
    WebhookInstruments instruments,
    IServiceScopeFactory scopes,
    TimeProvider time,
    ILogger logger) : BackgroundService
{
    /// <summary>How much longer a claim lasts than its handlers may take: for handlers that end late, OnDeadLetter, and the record of the result.</summary>
    private static readonly TimeSpan s_claimMargin = TimeSpan.FromSeconds(30);

    /// <summary>How long handlers and OnDeadLetter have to end after they were canceled.</summary>
    private static readonly TimeSpan s_cancelTime = TimeSpan.FromSeconds(5);

    /// <summary>How long before the end of the claim the record of the result begins at the latest.</summary>
    private static readonly TimeSpan s_recordTime = TimeSpan.FromSeconds(10);

    /// <summary>How long a claim may take, so that it does not end while its handlers run and their result is recorded.</summary>
    private static readonly TimeSpan s_maxClaimDelay = s_claimMargin - s_recordTime - s_cancelTime;

    private static readonly TimeSpan s_forgetInterval = TimeSpan.FromHours(1);

    /// <summary>Stands for an event that cannot be read.</summary>
    private static readonly UnknownWebhookEvent s_unreadable = new(new WebhookPayload(RawJson.Null, ""));

    /// <summary>How often the store is read: for deliveries of other processes, and for those that are due again.</summary>
    private readonly TimeSpan _pause = options.RetryDelay < options.PollInterval ? options.RetryDelay : options.PollInterval;

    private readonly WebhookBackoff _backoff = new(options.RetryDelay, options.MaxRetryDelay);

    private readonly WebhookSlots _slots = new(options.MaxConcurrency);

    private CancellationToken _stopping;
    private long? _forgotAt;

    /// <summary>The handlers; <see langword="null"/> until the endpoint is mapped. Without them, this process handles nothing.</summary>
    public WebhookRoutes? Routes { get; set; }

    /// <summary>How long a claim lasts.</summary>
    public TimeSpan ClaimDuration { get; } = options.HandlerTimeout + s_claimMargin;

    /// <summary>Varies the delays between attempts.</summary>
    public Random Random { get; set; } = Random.Shared;

    /// <summary>Handles all deliveries that are due, and those that arrive meanwhile.</summary>
    public async Task RunDueAsync(CancellationToken cancellationToken)
    {
        do
        {
            _slots.Signal.Reset();
            await StartDueAsync(cancellationToken).ConfigureAwait(false);
            await ForgetAsync(cancellationToken).ConfigureAwait(false);
        }
        while (await WaitAsync(_slots.WaitUntilIdleAsync(), cancellationToken).ConfigureAwait(false));
    }

    /// <summary>Takes a slot for a delivery that is being received. The caller then calls <see cref="Handle"/> or <see cref="ReturnSlot"/>.</summary>
    /// <returns><see langword="false"/> if the delivery must wait in the store.</returns>
    public bool TryTakeSlot() => Routes is not null && _slots.TryTake();

    /// <summary>Returns a slot that was taken for a delivery that is not handled now.</summary>
    public void ReturnSlot() => _slots.Return(1);

    /// <summary>Handles a delivery that was claimed when it was received, in the slot that was taken for it.</summary>
    /// <param name="claim">The delivery.</param>
    /// <param name="claimedAt">The timestamp from before the claim began.</param>
    public void Handle(WebhookClaim claim, long claimedAt) =>
        // Without the context of the request, which ends before.
        ThreadPool.UnsafeQueueUserWorkItem(
            static state => _ = state.Worker.HandleInSlotAsync(state.Claim, state.ClaimedAt, state.Worker._stopping),
            (Worker: this, Claim: claim, ClaimedAt: claimedAt),
            preferLocal: false);

    /// <summary>Records that a delivery waits in the store.</summary>
    public void Notify() => _slots.Signal.Set();

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        _stopping = stoppingToken;
        _slots.Open();
        Task forgetting = Task.CompletedTask;
        while (!stoppingToken.IsCancellationRequested)
        {
            _slots.Signal.Reset();
            await StartDueAsync(stoppingToken).ConfigureAwait(false);
            if (forgetting.IsCompleted)
            {
                // Not awaited: deliveries do not wait for it.
                forgetting = ForgetAsync(stoppingToken);
            }

            await WaitAsync(null, stoppingToken).ConfigureAwait(false);
        }

        _slots.Close();
        await Task.WhenAll(forgetting, _slots.WaitUntilIdleAsync()).ConfigureAwait(false);
    }

    private async Task StartDueAsync(CancellationToken stoppingToken)
    {
        if (Routes is null)
        {
            return;
        }

        int slots = _slots.TakeForWaiting();
        if (slots == 0)
        {
            return;
        }

        int started = 0;
        try
        {
            long claimedAt = time.GetTimestamp();
            foreach (WebhookClaim claim in await store.ClaimAsync(registration, slots, ClaimDuration, stoppingToken).ConfigureAwait(false))
            {
                started++;
                _ = HandleInSlotAsync(claim, claimedAt, stoppingToken);
            }

            if (started == slots)
            {
                _slots.FallBehind();
                _slots.Signal.Set();
            }

            _slots.Return(slots - started);
        }
        catch (Exception exception)
        {
            _slots.Return(slots - started);
            if (!stoppingToken.IsCancellationRequested)
            {
                WebhookLog.StoreFailed(logger, _pause, exception);

                // The store is read again after the pause, although deliveries may wait.
                _slots.Signal.Reset();
            }
        }
    }

    private async Task HandleInSlotAsync(WebhookClaim claim, long claimedAt, CancellationToken stoppingToken)
    {
        try
        {
            if (time.GetElapsedTime(claimedAt) <= s_maxClaimDelay)
            {
                await HandleAsync(claim, Routes!, stoppingToken).ConfigureAwait(false);
                return;
            }

            // The claim could end while handlers run. This has no effect if it has ended already.
            await store.PostponeAsync(claim, TimeSpan.Zero, isAttempt: false, CancellationToken.None).ConfigureAwait(false);
            Notify();
        }
        catch (Exception exception)
        {
            WebhookLog.NotRecorded(logger, claim.Delivery.Identifier, ClaimDuration, exception);
        }
        finally
        {
            ReturnSlot();
        }
    }

    private async Task ForgetAsync(CancellationToken stoppingToken)
    {
        if (_forgotAt is { } last && time.GetElapsedTime(last) < s_forgetInterval)
        {
            return;
        }

        _forgotAt = time.GetTimestamp();
        try
        {
            await store.ForgetAsync(registration, time.GetUtcNow() - options.Retention, stoppingToken).ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            if (!stoppingToken.IsCancellationRequested)
            {
                WebhookLog.NotForgotten(logger, s_forgetInterval, exception);
            }
        }
    }

    /// <summary>Waits until a delivery waits in the store for which a slot is free, or until the pause is over.</summary>
    /// <returns><see langword="false"/> if it waited for something else.</returns>
    private async Task<bool> WaitAsync(Task? other, CancellationToken stoppingToken)
    {
        if (_slots.Signal.Task.IsCompleted)
        {
            return true;
        }

        using CancellationTokenSource waiting = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken);
        Task pause = Task.Delay(_pause, time, waiting.Token);
        Task first = await (other is null ? Task.WhenAny(_slots.Signal.Task, pause) : Task.WhenAny(_slots.Signal.Task, other, pause)).ConfigureAwait(false);
        await waiting.CancelAsync().ConfigureAwait(false);
        return first != other;
    }

    private async Task HandleAsync(WebhookClaim claim, WebhookRoutes routes, CancellationToken stoppingToken)
    {
        long startedAt = time.GetTimestamp();
        WebhookEvent received = s_unreadable;
        Exception? failure = null;
        string result;
        try
        {
            received = WebhookEventReader.Read(WebhookPayload.Of(RawJson.Parse(claim.Delivery.Body.Span)));
            if (claim.Attempt > options.MaxAttempts)
            {
                failure = new WebhookResultUnknownException(options.MaxAttempts);
            }
            else
            {
                await RunInScopeAsync(
                    (services, ending) => RunHandlersAsync(claim, received, routes, services, ending), options.HandlerTimeout, claim, stoppingToken).ConfigureAwait(false);
            }
        }
        catch (Exception exception)
        {
            failure = exception;
        }

        try
        {
            result = await RecordAsync(claim, received, failure, startedAt, stoppingToken).ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            // The claim ends by itself, and the delivery is then handled again.
            result = "unrecorded";
            WebhookLog.NotRecorded(logger, claim.Delivery.Identifier, ClaimDuration, exception);
        }

        instruments.Attempted(received.Name, result, time.GetElapsedTime(startedAt));
    }

    private async Task RunHandlersAsync(
        WebhookClaim claim, WebhookEvent received, WebhookRoutes routes, IServiceProvider services, CancellationToken cancellationToken)
    {
        GrantId? grant = services.GetServiceOf<IWebhookGrantResolver>(registration) is { } resolver
            ? await resolver.FindGrantAsync(claim.Delivery.Site is { Length: > 0 } site ? site : null, received.MatchedWebhookIds, cancellationToken).ConfigureAwait(false)
            : null;
        await routes.HandleAsync(received, new WebhookContext(claim, grant, services), cancellationToken).ConfigureAwait(false);
    }

    /// <returns>The result, as it is counted.</returns>
    private async Task<string> RecordAsync(WebhookClaim claim, WebhookEvent received, Exception? failure, long startedAt, CancellationToken stoppingToken)
    {
        string identifier = claim.Delivery.Identifier;
        if (failure is null)
        {
            if (!await store.CompleteAsync(claim, CancellationToken.None).ConfigureAwait(false))
            {
                WebhookLog.ClaimEnded(logger, identifier);
            }

            return "handled";
        }

        if (stoppingToken.IsCancellationRequested)
        {
            // Another process, or the next start, handles it at once.
            await store.PostponeAsync(claim, TimeSpan.Zero, isAttempt: false, CancellationToken.None).ConfigureAwait(false);
            return "stopped";
        }

        TimeSpan delay = _backoff.ComputeDelay(claim.Attempt, Random.NextDouble());
        if (claim.Attempt < options.MaxAttempts)
        {
            WebhookLog.Failed(logger, claim.Attempt, identifier, WebhookLog.Describe(received.Name), delay, failure);
            await store.PostponeAsync(claim, delay, isAttempt: true, CancellationToken.None).ConfigureAwait(false);
            return "failed";
        }

        WebhookLog.Dead(logger, options.MaxAttempts, identifier, WebhookLog.Describe(received.Name), failure);
        if (await TryReportAsync(claim, received, failure, startedAt, delay, stoppingToken).ConfigureAwait(false))
        {
            await store.BuryAsync(claim, CancellationToken.None).ConfigureAwait(false);
        }
        else
        {
            // As an attempt, so that handlers do not run again, even if the process stops.
            await store.PostponeAsync(claim, stoppingToken.IsCancellationRequested ? TimeSpan.Zero : delay, isAttempt: true, CancellationToken.None).ConfigureAwait(false);
        }

        return "dead";
    }

    private async Task<bool> TryReportAsync(
        WebhookClaim claim, WebhookEvent received, Exception failure, long startedAt, TimeSpan delay, CancellationToken stoppingToken)
    {
        if (options.OnDeadLetter is not { } onDeadLetter)
        {
            return true;
        }

        TimeSpan limit = ClaimDuration - s_recordTime - s_cancelTime - time.GetElapsedTime(startedAt);
        try
        {
            await RunInScopeAsync(
                (services, ending) => onDeadLetter(new WebhookDeadLetter(claim.Delivery, received, options.MaxAttempts, failure, services), ending),
                limit > TimeSpan.Zero ? limit : TimeSpan.Zero,
                claim,
                stoppingToken).ConfigureAwait(false);
            return true;
        }
        catch (Exception exception)
        {
            if (!stoppingToken.IsCancellationRequested)
            {
                WebhookLog.DeadLetterFailed(logger, claim.Delivery.Identifier, delay, exception);
            }

            return false;
        }
    }

    /// <summary>Runs code of the application with services of its own, up to a time limit, whether it observes its token or not.</summary>
    /// <exception cref="TimeoutException">The code did not end after it was canceled. It continues, and disposes of its services when it ends.</exception>
    private async Task RunInScopeAsync(
        Func<IServiceProvider, CancellationToken, Task> run, TimeSpan limit, WebhookClaim claim, CancellationToken stoppingToken)
    {
        CancellationTokenSource timeout = new(limit, time);
        CancellationTokenSource ending = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken, timeout.Token);
        CancellationToken token = ending.Token;
        Task running = RunAndDisposeAsync();
        try
        {
            await running.WaitAsync(token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (token.IsCancellationRequested)
        {
            await running.WaitAsync(s_cancelTime, time, CancellationToken.None).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (!running.IsCompleted)
            {
                _ = ObserveAsync(running, claim.Delivery.Identifier);
                throw new TimeoutException($"The code did not end within {s_cancelTime.TotalSeconds:0} seconds after its CancellationToken was canceled. It still runs.");
            }

            await running.ConfigureAwait(false);
        }

        async Task RunAndDisposeAsync()
        {
            // Code that blocks its thread would otherwise block the worker.
            await Task.Yield();
            using (timeout)
            using (ending)
            {
                AsyncServiceScope scope = scopes.CreateAsyncScope();
                await using (scope.ConfigureAwait(false))
                {
                    await run(scope.ServiceProvider, token).ConfigureAwait(false);
                }
            }
        }
    }

    private async Task ObserveAsync(Task abandoned, string identifier)
    {
        try
        {
            await abandoned.ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            WebhookLog.AbandonedFailed(logger, identifier, exception);
        }
    }
}
