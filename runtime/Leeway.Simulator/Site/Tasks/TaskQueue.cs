using System.Text.Json.Nodes;

namespace Leeway.Simulator.Site;

/// <summary>The tasks of a product.</summary>
/// <param name="options">How tasks behave.</param>
/// <param name="firstId">The id of the first task.</param>
internal sealed class TaskQueue(TaskOptions options, int firstId)
{
    private readonly IdSequence _ids = new(firstId);
    private readonly List<SimulatedTask> _tasks = [];

    public IReadOnlyList<SimulatedTask> Tasks => _tasks;

    public SimulatedTask? Find(string id) => _tasks.Find(task => task.Id == id);

    /// <summary>Does the work of all tasks that is due.</summary>
    public void Advance(DateTimeOffset now)
    {
        foreach (SimulatedTask task in _tasks)
        {
            task.Advance(now);
        }
    }

    /// <summary>Starts a task.</summary>
    /// <param name="call">The call that starts it.</param>
    /// <param name="description">What the task does.</param>
    /// <param name="steps">The number of steps.</param>
    /// <param name="run">Does a step, at the time when it is due.</param>
    /// <param name="createResult">Creates the result after the last step.</param>
    public SimulatedTask Start(SiteRequest call, string description, int steps, Action<int, DateTimeOffset> run, Func<JsonNode?>? createResult = null)
    {
        SimulatedTask task = new()
        {
            Id = _ids.Next(),
            Description = description,
            Submitter = call.Caller,
            SubmittedAt = call.Now,
            Duration = options.Duration,
            Outcome = options.Outcome,
            Steps = steps,
            Run = run,
            CreateResult = createResult,
        };
        _tasks.Add(task);
        task.Advance(call.Now);
        return task;
    }
}
