namespace Leeway.Tasks;

/// <summary>What a product reports about a long-running task at one moment.</summary>
public sealed class LongTaskProgress
{
    /// <summary>The id of the task.</summary>
    public required string Id { get; init; }

    /// <summary>The state of the task.</summary>
    public LongTaskState Status { get; init; }

    /// <summary>The status as the product writes it, such as <c>CANCEL_REQUESTED</c>; null if it reports none.</summary>
    public string? StatusText { get; init; }

    /// <summary>How much of the work is done, from 0 to 100; null if the product does not say.</summary>
    public double? PercentComplete { get; init; }

    /// <summary>The message of the product, or why the task failed, in the language of the user; null if there is none.</summary>
    public string? Message { get; init; }

    /// <summary>Whether the task has ended, successfully or not.</summary>
    public bool HasCompleted => LongTaskStates.IsFinal(Status);

    /// <summary>Returns the status and the percentage, such as <c>Running 40%</c>.</summary>
    public override string ToString() =>
        PercentComplete is { } percent ? string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{Status} {percent:0.#}%") : Status.ToString();
}
