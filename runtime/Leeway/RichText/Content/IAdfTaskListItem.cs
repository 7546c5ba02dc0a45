namespace Leeway.RichText;

/// <summary>A node that a list of tasks can hold: a task, or a list inside it.</summary>
public interface IAdfTaskListItem : IAdfNode;
