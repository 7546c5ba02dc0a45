using System.ComponentModel;
using Leeway.Tasks;

namespace Leeway.Generated;

/// <summary>What a response reports about a task. Generated code fills it.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct LongTaskFacts
{
    /// <summary>The status; null if the response has none.</summary>
    public string? Status { get; init; }

    /// <summary>Whether the task has ended; null if the response does not say it in this way.</summary>
    public bool? IsFinished { get; init; }

    /// <summary>Whether the task has ended successfully; null if the response does not say.</summary>
    public bool? IsSuccessful { get; init; }

    /// <summary>How much of the work is done, from 0 to 100; null if the response does not say.</summary>
    public double? Percent { get; init; }

    /// <summary>What the product reports about the work; null if it reports nothing.</summary>
    public string? Message { get; init; }

    /// <summary>Why the task failed; null if the response does not say.</summary>
    public string? Error { get; init; }

    /// <summary>Finds the state. A task that has ended counts as successful only if the response says so.</summary>
    internal LongTaskState FindState() => IsFinished switch
    {
        null => LongTaskStates.Parse(Status),
        false => LongTaskState.Running,
        true => IsSuccessful == true ? LongTaskState.Complete : LongTaskState.Failed,
    };
}
