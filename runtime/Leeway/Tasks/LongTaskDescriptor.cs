using System.ComponentModel;

namespace Leeway.Generated;

/// <summary>The facts about the tasks of an operation that reads their state. Generated code creates one for each such operation.</summary>
/// <param name="operationId">The operation's id in the document.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class LongTaskDescriptor(string operationId)
{
    /// <summary>The operation's id in the document.</summary>
    public string OperationId { get; } = operationId;

    /// <summary>The id of the operation that cancels a task; null if the product has none.</summary>
    public string? CancelOperationId { get; init; }

    /// <summary>The number of days for which the product keeps a task; null if the document does not say.</summary>
    public int? KeptDays { get; init; }
}
