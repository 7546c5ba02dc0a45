using Leeway.Calls;

namespace Leeway.Http.Resilience;

/// <summary>Limits the time that the body of a response may take once its headers have arrived. Streams that callers read have no limit.</summary>
/// <param name="deadlines">Makes the deadlines.</param>
/// <param name="findLimit">Returns the limit of calls that do not set one.</param>
internal sealed class BodyTimeLimit(DeadlinePool deadlines, Func<TimeSpan> findLimit)
{
    public Deadline Begin(CallSettings? settings, CancellationToken caller) => deadlines.Begin(settings?.Timeout ?? findLimit(), caller);

    public CallTimeoutException Explain(HttpRequestMessage request, OperationCanceledException exception)
    {
        TimeSpan? own = CallSettings.Of(request)?.Timeout;
        return new CallTimeoutException(request, own ?? findLimit(), own is not null, exception);
    }
}
