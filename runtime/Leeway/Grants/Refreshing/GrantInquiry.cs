namespace Leeway.Grants;

/// <summary>What was known about a grant when the store was asked for it, and the time of the request.</summary>
/// <param name="Changes">
/// How often the known state had changed by then. If it is higher when the store has answered, something newer may be known.
/// </param>
/// <param name="At">The time by the wall clock.</param>
/// <param name="Timestamp">The same time as a timestamp.</param>
internal readonly record struct GrantInquiry(long Changes, DateTimeOffset At, long Timestamp)
{
    /// <summary>
    /// The check that a result of the store counts as. Its time is that of the request, since the grant may have been removed right after
    /// it.
    /// </summary>
    public GrantCheck Check => new(At, Timestamp, 0);
}
