using Leeway.Calls;
using Leeway.Limits;
using Microsoft.Extensions.Logging;

namespace Leeway.Http.Resilience;

internal static partial class ResilienceLog
{
    [LoggerMessage(310, LogLevel.Information, "{Operation} is sent again after {Delay}, as attempt {Attempt}. The last attempt ended {End} ({Status}).", EventName = "CallRepeated")]
    public static partial void Repeated(ILogger logger, OperationDescriptor? operation, TimeSpan delay, int attempt, AttemptEnd end, string status);

    [LoggerMessage(311, LogLevel.Warning, "The {Product} quota of the {Scope} is spent; calls are held back until {EndsAt}.", EventName = "QuotaSpent")]
    public static partial void QuotaSpent(ILogger logger, string product, RateLimitScope scope, DateTimeOffset endsAt);

    [LoggerMessage(312, LogLevel.Debug, "{Operation} is held back until {EndsAt}: the quota of the {Scope} is spent.", EventName = "CallHeldBack")]
    public static partial void HeldBack(ILogger logger, OperationDescriptor? operation, DateTimeOffset endsAt, RateLimitScope scope);
}
