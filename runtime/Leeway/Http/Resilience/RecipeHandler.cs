using Microsoft.Extensions.Http.Resilience;
using Polly;
using Polly.Timeout;

namespace Leeway.Http.Resilience;

/// <summary>
/// Sends the first attempt of a call without the strategies if they are those of the recipe and nothing receives their telemetry. If the
/// attempt fails, the strategies continue the call. A call that succeeds at once therefore costs only its deadline.
/// </summary>
/// <remarks>It is a resilience handler, so that it is removed along with the strategies.</remarks>
internal sealed class RecipeHandler(CurrentResilience resilience, TimeProvider time, PollyObservers observers, bool hasOwnStrategies)
    : ResilienceHandler(ResiliencePipeline<HttpResponseMessage>.Empty)
{
    private readonly DeadlinePool _deadlines = new(time);
    private HttpMessageInvoker _strategies = null!;
    private HttpMessageInvoker _attempts = null!;

    /// <summary>Sets the next handlers.</summary>
    /// <param name="strategies">The handler of the strategies.</param>
    /// <param name="attempts">The handler that the strategies send attempts to.</param>
    public void Link(HttpMessageHandler strategies, HttpMessageHandler attempts)
    {
        InnerHandler = strategies;
        _strategies = new HttpMessageInvoker(strategies, disposeHandler: false);
        _attempts = new HttpMessageInvoker(attempts, disposeHandler: false);
    }

    /// <inheritdoc/>
    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        ResilienceOptions options = resilience.Options;
        if (hasOwnStrategies || !options.IsRecipe || observers.IsAny || CallAttempts.Find(request) is not null)
        {
            return SendByStrategiesAsync(request, options, cancellationToken);
        }

        TimeLimits limits = options.LimitsOf(request);
        Deadline deadline = _deadlines.Begin(limits.Next(limits.Call), cancellationToken);
        Task<HttpResponseMessage> sending;
        try
        {
            sending = _attempts.SendAsync(request, deadline.Token);
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

        return FinishAsync(request, sending, deadline, limits, options, cancellationToken);
    }

    private async Task<HttpResponseMessage> FinishAsync(
        HttpRequestMessage request,
        Task<HttpResponseMessage> sending,
        Deadline deadline,
        TimeLimits limits,
        ResilienceOptions options,
        CancellationToken cancellationToken)
    {
        Task<HttpResponseMessage> first = sending;
        try
        {
            HttpResponseMessage response = await sending.ConfigureAwait(false);
            if (AttemptResult.IsFinal(response.StatusCode))
            {
                return response;
            }
        }
        catch (OperationCanceledException exception) when (cancellationToken.IsCancellationRequested)
        {
            throw exception.CancellationToken == cancellationToken
                ? exception
                : new OperationCanceledException(exception.Message, exception, cancellationToken);
        }
        catch (OperationCanceledException exception) when (deadline.Token.IsCancellationRequested)
        {
            first = Task.FromException<HttpResponseMessage>(Explain(exception, request, limits));
        }
        catch (Exception exception) when (AttemptResult.Of(exception).End != AttemptEnd.Final)
        {
            // The strategies decide whether to send the call again.
        }
        finally
        {
            deadline.Dispose();
        }

        if (CallAttempts.Find(request) is not { } attempts)
        {
            return await first.ConfigureAwait(false);
        }

        attempts.Resume(first);
        try
        {
            return await SendByStrategiesAsync(request, options, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            // The strategies do not use the first attempt if the caller has canceled the call meanwhile.
            attempts.Abandon();
        }
    }

    private static CallTimeoutException Explain(OperationCanceledException exception, HttpRequestMessage request, TimeLimits limits)
    {
        bool isOfWholeCall = limits.IsBoundByCall(limits.Call);
        return new CallTimeoutException(request, isOfWholeCall ? limits.Call : limits.Attempt, isOfWholeCall, exception);
    }

    private Task<HttpResponseMessage> SendByStrategiesAsync(HttpRequestMessage request, ResilienceOptions options, CancellationToken cancellationToken)
    {
        Task<HttpResponseMessage> response = _strategies.SendAsync(request, cancellationToken);
        return response.IsCompletedSuccessfully ? response : ExplainAsync(response, request, options);
    }

    private static async Task<HttpResponseMessage> ExplainAsync(Task<HttpResponseMessage> response, HttpRequestMessage request, ResilienceOptions options)
    {
        try
        {
            return await response.ConfigureAwait(false);
        }
        catch (TimeoutRejectedException timeout)
        {
            throw CallTimeout.Explain(timeout, request, options);
        }
    }
}
