using Leeway.Calls;
using Microsoft.Extensions.Logging;

namespace Leeway.Telemetry;

/// <summary>What is logged of calls: operations by their route, so that neither ids nor values of parameters stand in a log.</summary>
internal static partial class CallLog
{
    [LoggerMessage(EventId = 300, EventName = "Called", Level = LogLevel.Debug, Message = "{Operation} answered {Status} after {Elapsed}.")]
    public static partial void Called(ILogger logger, OperationDescriptor operation, int status, TimeSpan elapsed);

    [LoggerMessage(EventId = 301, EventName = "CallFailed", Level = LogLevel.Debug, Message = "{Operation} failed after {Elapsed} with {Error}.")]
    public static partial void Failed(ILogger logger, OperationDescriptor operation, TimeSpan elapsed, string error);
}
