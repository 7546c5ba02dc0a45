using Leeway.Calls;

namespace Leeway.Http.Resilience;

/// <summary>
/// How long the body of a response may take, once its head is there. Files are read by whoever asked for them and have no limit.
/// </summary>
/// <param name="deadlines">What deadlines are made of.</param>
/// <param name="resilience">The time, where the call has none of its own.</param>
internal sealed class BodyTimeLimit(DeadlinePool deadlines, CurrentResilience resilience)
{
    public Deadline Begin(CallSettings? settings, CancellationToken caller) =>
        deadlines.Begin(settings?.Timeout ?? resilience.Options.BodyTimeout, caller);

    public CallTimeoutException Explain(HttpRequestMessage request, OperationDescriptor operation, OperationCanceledException exception)
    {
        TimeSpan? own = CallSettings.Of(request)?.Timeout;
        return new CallTimeoutException(
            operation, CallTimeout.HostOf(request), own ?? resilience.Options.BodyTimeout, own is not null, CallAttempts.Of(request), exception);
    }
}
