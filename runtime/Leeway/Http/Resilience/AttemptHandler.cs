using Leeway.Calls;
using Leeway.Grants;

namespace Leeway.Http.Resilience;

/// <summary>Records on the request how each attempt ended, whichever handler repeats it.</summary>
/// <remarks>A successful attempt costs only a timestamp.</remarks>
internal sealed class AttemptHandler(RuntimeEnvironment environment, ResilienceReport report, HttpMessageHandler inner) : DelegatingHandler(inner)
{
    /// <inheritdoc/>
    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        long now = environment.Time.GetTimestamp();
        if (CallAttempts.Find(request) is { } attempts)
        {
            if (attempts.TakeResumed() is { } resumed)
            {
                return resumed;
            }

            TimeSpan delay = attempts.Begin(now);
            request.Options.TryGetValue(OperationDescriptor.Key, out OperationDescriptor? operation);
            report.Repeated(operation, attempts.Last, attempts.LastStatus, attempts.Count, delay);
        }

        Task<HttpResponseMessage> sending;
        try
        {
            sending = base.SendAsync(request, cancellationToken);
        }
        catch (Exception exception)
        {
            sending = Task.FromException<HttpResponseMessage>(exception);
        }

        return sending.IsCompletedSuccessfully && AttemptResult.IsFinal(sending.Result.StatusCode)
            ? sending
            : FinishAsync(request, sending, now, cancellationToken);
    }

    private async Task<HttpResponseMessage> FinishAsync(
        HttpRequestMessage request, Task<HttpResponseMessage> sending, long startedAt, CancellationToken cancellationToken)
    {
        try
        {
            HttpResponseMessage response = await sending.ConfigureAwait(false);
            if (!AttemptResult.IsFinal(response.StatusCode))
            {
                CallAttempts.Of(request, environment, startedAt).End(response);
            }

            return response;
        }
        catch (OperationCanceledException exception) when (!cancellationToken.IsCancellationRequested)
        {
            // Another handler or the connection timed out: neither the caller nor a timeout of Leeway canceled the attempt.
            HttpRequestException failure = new("The request was canceled before its response came.", exception);
            CallAttempts.Of(request, environment, startedAt).End(request, failure);
            throw failure;
        }
        catch (Exception exception)
        {
            CallAttempts.Of(request, environment, startedAt).End(request, exception);
            throw;
        }
    }
}
