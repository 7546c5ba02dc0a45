namespace Leeway.Simulator.Site;

/// <summary>The states of a task.</summary>
internal enum TaskState
{
    Enqueued,
    Running,
    Complete,
    Failed,
    CancelRequested,
    Cancelled,
    Dead,
}
