namespace Leeway.Simulation;

/// <summary>A scheduled event.</summary>
/// <param name="node">The node; <see langword="null"/> for the world outside the nodes.</param>
/// <param name="life">The life of the node, with which the event ends.</param>
/// <param name="label">The description of the event.</param>
/// <param name="run">The action of the event.</param>
internal sealed class ScheduledEvent(Node? node, int life, string label, Action run)
{
    public Node? Node => node;

    public int Life => life;

    public string Label => label;

    public Action Run => run;

    /// <summary>Whether the event was cancelled.</summary>
    public bool IsCancelled { get; set; }
}
