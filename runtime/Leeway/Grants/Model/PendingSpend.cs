namespace Leeway.Grants;

/// <summary>
/// Records that a refresh token is about to be sent, or was sent and no response is stored. It is written before the token is sent, so that
/// every process that finds it knows that the token may be spent. All times are wall-clock times.
/// </summary>
/// <param name="Id">A random id, by which the process that recorded the spend recognizes it.</param>
/// <param name="StartedAt">When the current window for sending the token began.</param>
/// <param name="InDoubtSince">
/// When the first window began in which the token was sent without a stored response. It is earlier than <paramref name="StartedAt"/> if a
/// window has passed.
/// </param>
/// <param name="Turn">
/// How often a spend of this token was recorded, including this time. A process that takes over a spend increases it.
/// </param>
public sealed record PendingSpend(string Id, DateTimeOffset StartedAt, DateTimeOffset InDoubtSince, int Turn);
