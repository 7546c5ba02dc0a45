namespace Leeway.RichText;

/// <summary>The states of a task.</summary>
public enum AdfTaskState
{
    /// <summary>The task is open.</summary>
    Todo,

    /// <summary>The task is done.</summary>
    Done,
}
