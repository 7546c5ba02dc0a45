using System.Text.Json.Nodes;
using Leeway.Simulator.Authorization;

namespace Leeway.Simulator.Site;

/// <summary>Work that continues after the response, step by step, while the clock advances.</summary>
internal sealed class SimulatedTask
{
    /// <summary>The part of the duration for which a task waits before it runs, and before it notices that it was cancelled.</summary>
    private const int WaitPart = 10;

    private int _stepsDone;
    private DateTimeOffset? _cancelledAt;

    public required string Id { get; init; }

    public required string Description { get; init; }

    public required Account? Submitter { get; init; }

    public required DateTimeOffset SubmittedAt { get; init; }

    public required TimeSpan Duration { get; init; }

    public required TaskOutcome Outcome { get; init; }

    /// <summary>The number of steps.</summary>
    public required int Steps { get; init; }

    /// <summary>Does a step, at the time when it is due.</summary>
    public required Action<int, DateTimeOffset> Run { get; init; }

    /// <summary>Creates the result after the last step; null for a task without one.</summary>
    public Func<JsonNode?>? CreateResult { get; init; }

    public TaskState State { get; private set; } = TaskState.Enqueued;

    /// <summary>The finished part, in percent.</summary>
    public int Progress { get; private set; }

    public DateTimeOffset UpdatedAt { get; private set; }

    public DateTimeOffset? FinishedAt { get; private set; }

    public JsonNode? Result { get; private set; }

    public DateTimeOffset? StartedAt => State == TaskState.Enqueued ? null : SubmittedAt + (Duration / WaitPart);

    public bool IsFinished => FinishedAt is not null;

    /// <summary>Does the steps that are due.</summary>
    public void Advance(DateTimeOffset now)
    {
        if (IsFinished)
        {
            return;
        }

        DateTimeOffset end = Outcome == TaskOutcome.Complete ? SubmittedAt + Duration : SubmittedAt + (Duration / 2);
        DateTimeOffset? cancelledAt = _cancelledAt + (Duration / WaitPart);
        DateTimeOffset until = Earliest(now, Earliest(end, cancelledAt ?? end));
        double part = Duration > TimeSpan.Zero ? Math.Clamp((until - SubmittedAt) / Duration, 0, 1) : Outcome == TaskOutcome.Complete ? 1 : 0.5;
        for (; _stepsDone < (int)(Steps * part); _stepsDone++)
        {
            Run(_stepsDone, SubmittedAt + (Duration * (_stepsDone + 1) / Math.Max(1, Steps)));
        }

        UpdatedAt = until;
        Progress = (int)(part * 100);
        if (until == cancelledAt)
        {
            Finish(TaskState.Cancelled, until);
        }
        else if (until == end)
        {
            Finish(Outcome switch { TaskOutcome.Fail => TaskState.Failed, TaskOutcome.Die => TaskState.Dead, _ => TaskState.Complete }, until);
        }
        else
        {
            State = _cancelledAt is not null ? TaskState.CancelRequested : part * WaitPart >= 1 ? TaskState.Running : TaskState.Enqueued;
        }
    }

    /// <summary>Asks the task to stop. It notices a little later.</summary>
    public void Cancel(DateTimeOffset now)
    {
        _cancelledAt ??= now;
        Advance(now);
    }

    private static DateTimeOffset Earliest(DateTimeOffset left, DateTimeOffset right) => left < right ? left : right;

    private void Finish(TaskState state, DateTimeOffset at)
    {
        State = state;
        FinishedAt = at;
        if (state == TaskState.Complete)
        {
            Progress = 100;
            Result = CreateResult?.Invoke();
        }
    }
}
