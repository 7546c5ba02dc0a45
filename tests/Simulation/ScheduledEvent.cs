namespace Leeway.Simulation;

/// <summary>Something that is to happen.</summary>
/// <param name="node">On which node; <see langword="null"/> for the world outside them.</param>
/// <param name="life">In which of its lives: an event does not outlast it.</param>
/// <param name="label">What.</param>
/// <param name="run">Does it.</param>
internal sealed class ScheduledEvent(Node? node, int life, string label, Action run)
{
    public Node? Node => node;

    public int Life => life;

    public string Label => label;

    public Action Run => run;

    /// <summary>Whether it is not to happen after all.</summary>
    public bool IsCancelled { get; set; }
}
