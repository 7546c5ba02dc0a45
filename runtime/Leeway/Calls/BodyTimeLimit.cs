using Leeway.Calls;

namespace Leeway.Http.Resilience;

/// <summary>How long the body of an answer may take, once its head is there. Files, which are read by who asked for them, are not timed.</summary>
/// <param name="deadlines">What deadlines are made of.</param>
/// <param name="limit">The time, where the call has none of its own.</param>
internal sealed class BodyTimeLimit(DeadlinePool deadlines, TimeSpan limit)
{
    public Deadline Begin(CallSettings? settings, CancellationToken caller) => deadlines.Begin(settings?.Timeout ?? limit, caller);

    public CallTimeoutException Explain(HttpRequestMessage request, OperationCanceledException exception)
    {
        TimeSpan? own = CallSettings.Of(request)?.Timeout;
        return new CallTimeoutException(request, own ?? limit, own is not null, exception);
    }
}
