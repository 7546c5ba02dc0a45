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
    AsyncSignal signal,
    WebhookInstruments instruments,
    IServiceScopeFactory scopes,
    TimeProvider time,
    ILogger logger) : BackgroundService
{
    /// <summary>How much longer a claim lasts than its handlers may take, for the time to record the result.</summary>
    private static readonly TimeSpan s_claimMargin = TimeSpan.FromSeconds(30);

    private static readonly TimeSpan s_forgetInterval = TimeSpan.FromHours(1);

    private long? _forgotAt;

    /// <summary>The handlers; <see langword="null"/> until the endpoint is mapped. Without them, this process handles nothing.</summary>
    public WebhookRoutes? Routes { get; set; }

    /// <summary>Handles all deliveries that are due, and those that arrive meanwhile.</summary>
    public async Task RunDueAsync(CancellationToken cancellationToken)
    {
        if (Routes is not { } routes)
        {
            return;
        }

        List<Task> running = [];
        try
        {
            while (true)
            {
                cancellationToken.ThrowIfCancellationRequested();
                signal.Reset();
                int free = options.MaxConcurrency - running.Count;
                if (free > 0)
                {
                    foreach (WebhookClaim claim in await store.ClaimAsync(registration, free, options.HandlerTimeout + s_claimMargin, cancellationToken).ConfigureAwait(false))
                    {
                        running.Add(HandleAsync(claim, routes, cancellationToken));
                    }
                }

                if (running.Count == 0)
                {
                    return;
                }

                await WaitForRoomAsync(running, hasRoom: running.Count < options.MaxConcurrency).ConfigureAwait(false);
            }
        }
        finally
        {
            await Task.WhenAll(running).ConfigureAwait(false);
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await RunDueAsync(stoppingToken).ConfigureAwait(false);
                await ForgetAsync(stoppingToken).ConfigureAwait(false);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception exception)
            {
                WebhookLog.StoreFailed(logger, options.PollInterval, exception);
                signal.Reset();
            }

            await WaitAsync(stoppingToken).ConfigureAwait(false);
        }
    }

    private async Task WaitForRoomAsync(List<Task> running, bool hasRoom)
    {
        if (hasRoom)
        {
            running.Add(signal.Task);
        }

        await Task.WhenAny(running).ConfigureAwait(false);
        if (hasRoom)
        {
            running.RemoveAt(running.Count - 1);
        }

        for (int i = running.Count - 1; i >= 0; i--)
        {
            if (running[i].IsCompleted)
            {
                await running[i].ConfigureAwait(false);
                running.RemoveAt(i);
            }
        }
    }

    /// <summary>Waits for a delivery, or until the store has to be read for those of other processes and those that are tried again.</summary>
    private async Task WaitAsync(CancellationToken stoppingToken)
    {
        TimeSpan pause = options.RetryDelay < options.PollInterval ? options.RetryDelay : options.PollInterval;
        using CancellationTokenSource waiting = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken);
        await Task.WhenAny(signal.Task, Task.Delay(pause, time, waiting.Token)).ConfigureAwait(false);
        await waiting.CancelAsync().ConfigureAwait(false);
    }

    private async Task ForgetAsync(CancellationToken cancellationToken)
    {
        if (_forgotAt is not { } last || time.GetElapsedTime(last) >= s_forgetInterval)
        {
            _forgotAt = time.GetTimestamp();
            await store.ForgetAsync(registration, time.GetUtcNow() - options.Retention, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task HandleAsync(WebhookClaim claim, WebhookRoutes routes, CancellationToken stoppingToken)
    {
        // Handlers that do not wait for anything would otherwise run one after the other.
        await Task.Yield();
        long startedAt = time.GetTimestamp();
        string name = "";
        string result = "handled";
        try
        {
            WebhookEvent received = WebhookEventReader.Read(WebhookPayload.Of(RawJson.Parse(claim.Delivery.Body.Span)));
            name = received.Name;
            Exception? failure = await TryHandleAsync(claim, received, routes, stoppingToken).ConfigureAwait(false);
            if (failure is null)
            {
                if (!await store.CompleteAsync(claim, CancellationToken.None).ConfigureAwait(false))
                {
                    WebhookLog.ClaimEnded(logger, claim.Delivery.Identifier);
                }
            }
            else if (stoppingToken.IsCancellationRequested)
            {
                // Another process, or the next start, handles it at once.
                result = "stopped";
                await store.PostponeAsync(claim, TimeSpan.Zero, isAttempt: false, CancellationToken.None).ConfigureAwait(false);
            }
            else
            {
                result = claim.Attempt < options.MaxAttempts ? "failed" : "dead";
                await RecordFailureAsync(claim, received, failure, stoppingToken).ConfigureAwait(false);
            }
        }
        catch (Exception exception)
        {
            // The claim ends by itself, and the delivery is then handled again.
            result = "unrecorded";
            WebhookLog.StoreFailed(logger, options.HandlerTimeout + s_claimMargin, exception);
        }

        instruments.Attempted(name, result, time.GetElapsedTime(startedAt));
    }

    private async Task<Exception?> TryHandleAsync(WebhookClaim claim, WebhookEvent received, WebhookRoutes routes, CancellationToken stoppingToken)
    {
        try
        {
            using CancellationTokenSource timeout = new(options.HandlerTimeout, time);
            using CancellationTokenSource ending = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken, timeout.Token);
            AsyncServiceScope scope = scopes.CreateAsyncScope();
            await using (scope.ConfigureAwait(false))
            {
                GrantId? grant = scope.ServiceProvider.GetServiceOf<IWebhookGrantResolver>(registration) is { } resolver
                    ? await resolver.FindGrantAsync(claim.Delivery.Site is { Length: > 0 } site ? site : null, received.MatchedWebhookIds, ending.Token).ConfigureAwait(false)
                    : null;
                await routes.HandleAsync(received, new WebhookContext(claim, grant, scope.ServiceProvider), ending.Token).ConfigureAwait(false);
            }

            return null;
        }
        catch (Exception exception)
        {
            return exception;
        }
    }

    private async Task RecordFailureAsync(WebhookClaim claim, WebhookEvent received, Exception failure, CancellationToken stoppingToken)
    {
        TimeSpan delay = ComputeDelay(claim.Attempt);
        string identifier = claim.Delivery.Identifier;
        if (claim.Attempt < options.MaxAttempts)
        {
            WebhookLog.Failed(logger, claim.Attempt, identifier, received.Name, delay, failure);
            await store.PostponeAsync(claim, delay, isAttempt: true, CancellationToken.None).ConfigureAwait(false);
            return;
        }

        WebhookLog.Dead(logger, claim.Attempt, identifier, received.Name, failure);
        if (options.OnDeadLetter is { } onDeadLetter)
        {
            try
            {
                AsyncServiceScope scope = scopes.CreateAsyncScope();
                await using (scope.ConfigureAwait(false))
                {
                    await onDeadLetter(new WebhookDeadLetter(claim.Delivery, received, claim.Attempt, failure, scope.ServiceProvider), stoppingToken).ConfigureAwait(false);
                }
            }
            catch (Exception exception)
            {
                WebhookLog.DeadLetterFailed(logger, identifier, delay, exception);
                await store.PostponeAsync(claim, delay, isAttempt: true, CancellationToken.None).ConfigureAwait(false);
                return;
            }
        }

        await store.BuryAsync(claim, CancellationToken.None).ConfigureAwait(false);
    }

    /// <summary>Doubles the delay with each attempt, up to the maximum.</summary>
    private TimeSpan ComputeDelay(int attempt)
    {
        double ticks = options.RetryDelay.Ticks * Math.Pow(2, attempt - 1);
        return ticks < options.MaxRetryDelay.Ticks ? TimeSpan.FromTicks((long)ticks) : options.MaxRetryDelay;
    }
}
