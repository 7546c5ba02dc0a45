using Leeway.Calls;

namespace Leeway.Http.Resilience;

/// <summary>
/// Limits the time that the body of a response may take after its headers. Downloads are not limited, because the caller reads them.
/// </summary>
/// <param name="deadlines">Creates the deadlines.</param>
/// <param name="limit">The limit for calls that do not set their own.</param>
internal sealed class BodyTimeLimit(DeadlinePool deadlines, TimeSpan limit)
{
    public Deadline Begin(CallSettings? settings, CancellationToken caller) => deadlines.Begin(settings?.Timeout ?? limit, caller);

    public CallTimeoutException Explain(HttpRequestMessage request, OperationCanceledException exception)
    {
        TimeSpan? own = CallSettings.Of(request)?.Timeout;
        return new CallTimeoutException(request, own ?? limit, own is not null, exception);
    }
}
