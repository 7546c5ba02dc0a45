namespace Leeway.Tasks;

/// <summary>Reads the states of tasks.</summary>
internal static class LongTaskStates
{
    /// <summary>Reads a status as the products write it.</summary>
    public static LongTaskState Parse(string? text) => text?.ToUpperInvariant() switch
    {
        "ENQUEUED" or "QUEUED" or "PENDING" => LongTaskState.Enqueued,
        "RUNNING" or "IN_PROGRESS" or "WORKING" or "RERUNNING" => LongTaskState.Running,
        "CANCEL_REQUESTED" => LongTaskState.Cancelling,
        "COMPLETE" or "COMPLETED" => LongTaskState.Complete,
        "FAILED" => LongTaskState.Failed,
        "CANCELLED" => LongTaskState.Cancelled,
        "DEAD" => LongTaskState.Dead,
        _ => LongTaskState.Unknown,
    };

    /// <summary>Whether the state does not change any more.</summary>
    public static bool IsFinal(LongTaskState state) => state >= LongTaskState.Complete;
}
