namespace Leeway.Tasks;

/// <summary>What a long-running task is doing. Atlassian's products use other texts for the same states: see <see cref="LongTaskProgress.StatusText"/>.</summary>
public enum LongTaskState
{
    /// <summary>The task was not read yet, or the product reports a status that Leeway does not know. The task counts as not completed.</summary>
    Unknown,

    /// <summary>The task waits until it can run.</summary>
    Enqueued,

    /// <summary>The task runs.</summary>
    Running,

    /// <summary>The task was asked to stop, and has not stopped yet.</summary>
    Cancelling,

    /// <summary>The task has completed successfully.</summary>
    Complete,

    /// <summary>The task has failed.</summary>
    Failed,

    /// <summary>The task was cancelled and has stopped.</summary>
    Cancelled,

    /// <summary>The product no longer runs the task, which did not complete.</summary>
    Dead,
}
