using Leeway.Generated;
using Leeway.Tasks;

namespace Leeway.Runtime.Tests.Tasks;

/// <summary>A task whose states are given in advance. The last one repeats.</summary>
/// <param name="time">The clock.</param>
/// <param name="steps">The states, each of which is a <see cref="LongTaskFacts"/> or the exception of the call.</param>
internal sealed class ScriptedTask(ManualTime time, params object[] steps)
{
    private readonly long _startedAt = time.GetTimestamp();

    /// <summary>When the state was read, in seconds.</summary>
    public List<int> Reads { get; } = [];

    /// <summary>The ids of the tasks that were cancelled.</summary>
    public List<string> Cancelled { get; } = [];

    /// <summary>The result of the task when it is complete.</summary>
    public Func<string?> Result { get; init; } = static () => "done";

    public LongTaskDescriptor Descriptor { get; init; } = new("getTask");

    public static LongTaskFacts Running { get; } = new() { Status = "RUNNING", Percent = 40, Message = "Moving" };

    public static LongTaskFacts Complete { get; } = new() { Status = "COMPLETE", Percent = 100 };

    public LongTask<string> Create(bool canCancel = false)
    {
        LongTask<string> task = LongTaskOperation.Create<ScriptedTask, LongTaskFacts, string>(
            Descriptor,
            this,
            "10641",
            static (script, id, cancellation) => script.ReadAsync(id, cancellation),
            static facts => facts,
            _ => Result(),
            canCancel ? static (script, id, _) => script.CancelAsync(id) : null);
        task.TimeProvider = time;
        return task;
    }

    private Task<LongTaskFacts> ReadAsync(string id, CancellationToken cancellationToken)
    {
        Assert.Equal("10641", id);
        cancellationToken.ThrowIfCancellationRequested();
        object step = steps[Math.Min(Reads.Count, steps.Length - 1)];
        Reads.Add((int)time.GetElapsedTime(_startedAt).TotalSeconds);
        return step is Exception exception ? Task.FromException<LongTaskFacts>(exception) : Task.FromResult((LongTaskFacts)step);
    }

    private Task CancelAsync(string id)
    {
        Cancelled.Add(id);
        return Task.CompletedTask;
    }
}
