using System.Diagnostics.Tracing;

namespace Leeway.Simulation;

/// <summary>Detects work that the creating thread queues to the thread pool. A simulation must not do that.</summary>
internal sealed class EscapeDetector : EventListener
{
    private const EventKeywords ThreadPoolKeyword = (EventKeywords)0x2;
    private const int ThreadPoolEnqueueWork = 30;

    private readonly int _thread = Environment.CurrentManagedThreadId;

    /// <summary>Starts detection on the current thread.</summary>
    public EscapeDetector()
    {
        // The thread pool checks only now and then whether a listener is enabled.
        while (Escapes.Count == 0)
        {
            using ManualResetEventSlim ran = new();
            ThreadPool.UnsafeQueueUserWorkItem(static ran => ran.Set(), ran, preferLocal: false);
            ran.Wait();
        }

        Escapes.Clear();
    }

    /// <summary>The stack traces of the queued work.</summary>
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
