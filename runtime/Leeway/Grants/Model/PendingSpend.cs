namespace Leeway.Grants;

/// <summary>
/// A refresh token is about to be sent, or was sent and no answer is stored. It is recorded before the token leaves, so that
/// every process that finds it knows that the token may be spent. All times are wall-clock times.
/// </summary>
/// <param name="Id">A random name, by which the one who recorded it knows it again.</param>
/// <param name="StartedAt">When the present window for sending the token began. The authorization server's leeway cannot have begun earlier.</param>
/// <param name="InDoubtSince">When the token was first sent without an answer being stored; earlier than <paramref name="StartedAt"/> once a window has passed.</param>
/// <param name="Turn">How many have recorded a spend of this token, this one included. A process that takes a spend over does so later than the one before.</param>
public sealed record PendingSpend(string Id, DateTimeOffset StartedAt, DateTimeOffset InDoubtSince, int Turn);
