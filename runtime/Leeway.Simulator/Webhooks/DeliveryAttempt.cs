namespace Leeway.Simulator.Webhooks;

/// <summary>An attempt to deliver.</summary>
public sealed record DeliveryAttempt
{
    /// <summary>When it was sent.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>The status of the response; <see langword="null"/> if there was none, or if a fault lost it.</summary>
    public int? Status { get; init; }

    /// <summary>Why there was no response; <see langword="null"/> if there was one, or if a fault is the reason.</summary>
    public Exception? Exception { get; init; }

    /// <summary>Returns the time and the status.</summary>
    public override string ToString() => $"{At:O}: {(Status is { } status ? $"{status}" : Exception?.Message ?? "lost")}";
}
