using System.Collections.Concurrent;
using System.Diagnostics;
using Leeway.Telemetry;

namespace Leeway.Runtime.Tests.Telemetry;

/// <summary>Records the activities of the library. Other tests use the same source in parallel, so a test must find its own.</summary>
internal static class ActivityRecorder
{
    /// <summary>Records activities that have stopped, until the listener is disposed of.</summary>
    public static ActivityListener Listen(out ConcurrentQueue<Activity> activities)
    {
        ConcurrentQueue<Activity> stopped = activities = [];
        ActivityListener listener = new()
        {
            ShouldListenTo = static source => source.Name == LeewayTelemetry.ActivitySourceName,
            Sample = static (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = stopped.Enqueue,
        };
        ActivitySource.AddActivityListener(listener);
        return listener;
    }
}
