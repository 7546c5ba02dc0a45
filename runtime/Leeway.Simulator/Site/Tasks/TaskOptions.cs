namespace Leeway.Simulator.Site;

/// <summary>How the tasks of a site behave: those that operations start and that continue after the response. Can be changed at any time;
/// tasks that have started are not affected.</summary>
public sealed class TaskOptions
{
    /// <summary>How long a task takes, by the simulator's clock. Zero for tasks that are complete at once.</summary>
    /// <value>The default is 5 seconds.</value>
    public TimeSpan Duration { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>How tasks end.</summary>
    /// <value>The default is <see cref="TaskOutcome.Complete"/>.</value>
    public TaskOutcome Outcome { get; set; }
}
