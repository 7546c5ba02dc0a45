using Leeway.Calls;
using Microsoft.Extensions.Logging;

namespace Leeway.Telemetry;

/// <summary>The log messages of calls. They name operations by their route, so that no id or parameter value is logged.</summary>
internal static partial class CallLog
{
    [LoggerMessage(EventId = 300, EventName = "Called", Level = LogLevel.Debug, Message = "{Operation} returned {Status} after {Elapsed}.")]
    public static partial void LogReturned(ILogger logger, OperationDescriptor operation, int status, TimeSpan elapsed);

    [LoggerMessage(EventId = 301, EventName = "CallFailed", Level = LogLevel.Debug, Message = "{Operation} failed after {Elapsed} with {Error}.")]
    public static partial void LogFailed(ILogger logger, OperationDescriptor operation, TimeSpan elapsed, string error);
}
