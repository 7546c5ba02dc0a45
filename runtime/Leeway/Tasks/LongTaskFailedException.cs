using Leeway.Tasks;

namespace Leeway;

/// <summary>A long-running task ended without success: it failed, was cancelled, or the product no longer runs it.</summary>
/// <remarks>A part of the work may have been done.</remarks>
public sealed class LongTaskFailedException : LeewayException
{
    /// <summary>Initializes the exception.</summary>
    /// <param name="message">What happened, with which task, and what to do.</param>
    public LongTaskFailedException(string message)
        : base(message)
    {
    }

    /// <summary>The id of the task.</summary>
    public string? TaskId { get; init; }

    /// <summary>The id of the operation that reads the task in the document, such as <c>getTask</c>.</summary>
    public string? OperationId { get; init; }

    /// <summary>How the task ended: <see cref="LongTaskState.Failed"/>, <see cref="LongTaskState.Cancelled"/> or <see cref="LongTaskState.Dead"/>.</summary>
    public LongTaskState Status { get; init; }

    /// <summary>The status as the product writes it; null if it reports none.</summary>
    public string? StatusText { get; init; }

    /// <summary>Why the task failed, or its last message, as the product writes it; null if it reports nothing.</summary>
    public string? TaskMessage { get; init; }

    /// <summary>How much of the work was done, from 0 to 100; null if the product does not say.</summary>
    public double? PercentComplete { get; init; }

    internal static LongTaskFailedException Of(string operationId, LongTaskProgress progress)
    {
        (string end, string advice) = progress.Status switch
        {
            LongTaskState.Cancelled => ("was cancelled", "What was done before remains: check it before you start the task again."),
            LongTaskState.Dead => ("stopped, because the product no longer runs it", "Check what was done, and start the task again."),
            _ => ("failed", "A part of the work may have been done: check it before you start the task again."),
        };
        string percent = progress.PercentComplete is { } value ? string.Create(System.Globalization.CultureInfo.InvariantCulture, $" at {value:0.#}%") : "";
        string reason = string.IsNullOrWhiteSpace(progress.Message) ? "" : ": " + DisplayText.Clean(progress.Message).TrimEnd('.', ' ');
        return new LongTaskFailedException($"The task {DisplayText.Clean(progress.Id)} ({operationId}) {end}{percent}{reason}. {advice}")
        {
            TaskId = progress.Id,
            OperationId = operationId,
            Status = progress.Status,
            StatusText = progress.StatusText,
            TaskMessage = progress.Message,
            PercentComplete = progress.PercentComplete,
        };
    }
}
