namespace Leeway.RichText;

/// <summary>A node that a task with blocks can hold.</summary>
public interface IAdfBlockTaskItemContent : IAdfNode;
