namespace Leeway.Grants;

/// <summary>
/// Records that a refresh token is about to be sent, or was sent and no response is stored. It is written before the token is sent, so that
/// every process that finds it knows that the token may be spent. All times are wall-clock times.
/// </summary>
public sealed record PendingSpend
{
    /// <summary>A random id, by which the process that recorded the spend recognizes it.</summary>
    public required string Id { get; init; }

    /// <summary>When the current window for sending the token began.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>
    /// When the first window began in which the token was sent without a stored response. It is earlier than <see cref="StartedAt"/> if a
    /// window has passed.
    /// </summary>
    public required DateTimeOffset InDoubtSince { get; init; }

    /// <summary>
    /// How often a spend of this token was recorded, including this time. A process that takes over a spend increases it.
    /// </summary>
    public required int Turn { get; init; }
}
