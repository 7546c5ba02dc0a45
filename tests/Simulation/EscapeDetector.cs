using System.Diagnostics.Tracing;

namespace Leeway.Simulation;

/// <summary>Sees what the thread that made it hands to the thread pool: in a simulation, nothing may be.</summary>
internal sealed class EscapeDetector : EventListener
{
    private const EventKeywords ThreadPoolKeyword = (EventKeywords)0x2;
    private const int ThreadPoolEnqueueWork = 30;

    private readonly int _thread = Environment.CurrentManagedThreadId;

    /// <summary>Begins to look, on the present thread.</summary>
    public EscapeDetector()
    {
        // The pool looks only now and then whether anybody listens.
        while (Escapes.Count == 0)
        {
            using ManualResetEventSlim ran = new();
            ThreadPool.UnsafeQueueUserWorkItem(static ran => ran.Set(), ran, preferLocal: false);
            ran.Wait();
        }

        Escapes.Clear();
    }

    /// <summary>Where each escape came from.</summary>
    public List<string> Escapes { get; } = [];

    protected override void OnEventSourceCreated(EventSource eventSource)
    {
        if (eventSource.Name == "System.Diagnostics.Eventing.FrameworkEventSource")
        {
            EnableEvents(eventSource, EventLevel.Verbose, ThreadPoolKeyword);
        }
    }

    protected override void OnEventWritten(EventWrittenEventArgs eventData)
    {
        if (eventData.EventId == ThreadPoolEnqueueWork && Environment.CurrentManagedThreadId == _thread)
        {
            Escapes.Add(Environment.StackTrace);
        }
    }
}
